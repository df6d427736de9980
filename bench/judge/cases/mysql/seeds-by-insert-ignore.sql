-- verdict: safe
-- hazard: none
-- why: rows that are there stay as they are, and the new ones are read by nobody yet
--- schema
CREATE TABLE permissions (id int PRIMARY KEY AUTO_INCREMENT, name varchar(60) NOT NULL, guard_name varchar(20) NOT NULL DEFAULT 'web', UNIQUE KEY permissions_name_guard (name, guard_name));
--- data
INSERT INTO permissions (name) SELECT concat('p', seq) FROM seq_1_to_:rows;
--- old
SELECT id, name FROM permissions WHERE name = 'p7' AND guard_name = 'web';
INSERT INTO permissions (name) VALUES ('extra');
DELETE FROM permissions WHERE id = 7;
--- migration
START TRANSACTION;
INSERT IGNORE INTO permissions (name) VALUES ('export invoices'), ('p7');
COMMIT;
