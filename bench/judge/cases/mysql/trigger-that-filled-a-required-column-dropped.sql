-- verdict: unsafe
-- hazard: none
-- why: nobody but the trigger gives public_id a value; without it the INSERT lacks a value for a column without default
--- schema
CREATE TABLE leads (id int PRIMARY KEY AUTO_INCREMENT, public_id char(36) NOT NULL, email varchar(120) NOT NULL);
CREATE TRIGGER leads_bi BEFORE INSERT ON leads FOR EACH ROW SET NEW.public_id = UUID();
--- data
INSERT INTO leads (public_id, email) SELECT 'x', concat('e', seq) FROM seq_1_to_:rows;
--- old
INSERT INTO leads (email) VALUES ('new@example.org');
SELECT id, email FROM leads WHERE id = 5;
--- queries
INSERT INTO leads (email) VALUES (?);
SELECT id, email FROM leads WHERE id = ?;
--- migration
DROP TRIGGER leads_bi;
