-- verdict: safe
-- hazard: none
-- why: the condition is never true, so no row is read or locked; only the columns are taken over
--- schema
CREATE TABLE users (id int PRIMARY KEY AUTO_INCREMENT, email varchar(120) NOT NULL, plan varchar(20) NOT NULL);
--- data
INSERT INTO users (email, plan) SELECT concat('u', seq), 'free' FROM seq_1_to_:rows;
--- old
UPDATE users SET plan = 'pro' WHERE id = 9;
SELECT email, plan FROM users WHERE id = 9;
INSERT INTO users (email, plan) VALUES ('kim', 'free');
DELETE FROM users WHERE id = 9;
--- migration
CREATE TABLE users_import AS SELECT * FROM users WHERE 1 = 0;
