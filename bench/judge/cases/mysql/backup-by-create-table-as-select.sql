-- verdict: unsafe
-- hazard: scan
-- why: at REPEATABLE READ the copy reads the whole table with shared locks, and every write of a user waits for it
--- schema
CREATE TABLE users (id int PRIMARY KEY AUTO_INCREMENT, email varchar(120) NOT NULL, plan varchar(20) NOT NULL);
--- data
INSERT INTO users (email, plan) SELECT concat('u', seq), 'free' FROM seq_1_to_:rows;
--- old
UPDATE users SET plan = 'pro' WHERE id = 9;
SELECT email, plan FROM users WHERE id = 9;
INSERT INTO users (email, plan) VALUES ('kim', 'free');
--- migration
CREATE TABLE users_backup_20240611 AS SELECT * FROM users;
