-- verdict: safe
-- hazard: none
-- why: the column was dropped long ago, so both clauses pass with a note
--- schema
CREATE TABLE patients (id int PRIMARY KEY AUTO_INCREMENT, name varchar(80) NOT NULL, born_on date NULL);
--- data
INSERT INTO patients (name) SELECT concat('p', seq) FROM seq_1_to_:rows;
--- old
SELECT name, born_on FROM patients WHERE id = 8;
INSERT INTO patients (name, born_on) VALUES ('Moe', '1960-01-01');
UPDATE patients SET born_on = NULL WHERE id = 8;
--- migration
ALTER TABLE patients MODIFY COLUMN IF EXISTS insurance_no int NOT NULL, DROP COLUMN IF EXISTS insurance_no;
