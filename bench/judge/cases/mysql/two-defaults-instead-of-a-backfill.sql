-- verdict: safe
-- hazard: none
-- why: the rows that are there get 'legacy' from the instant default; changing the default then touches no row
--- schema
CREATE TABLE accounts (id bigint PRIMARY KEY AUTO_INCREMENT, login varchar(60) NOT NULL UNIQUE);
--- data
INSERT INTO accounts (login) SELECT concat('l', seq) FROM seq_1_to_:rows;
--- old
SELECT id, login FROM accounts WHERE login = 'l3';
INSERT INTO accounts (login) VALUES ('zoe');
UPDATE accounts SET login = 'moe' WHERE id = 3;
DELETE FROM accounts WHERE id = 4;
--- migration
ALTER TABLE accounts ADD COLUMN pricing varchar(10) NOT NULL DEFAULT 'legacy';
ALTER TABLE accounts ALTER COLUMN pricing SET DEFAULT 'v2';
