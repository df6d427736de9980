-- verdict: unsafe
-- hazard: none
-- why: the new column has the name of one in the other table, so NATURAL JOIN compares it too
--- schema
CREATE TABLE patients (patient_id INTEGER PRIMARY KEY, surname TEXT, ward TEXT DEFAULT 'A');
CREATE TABLE visits (visit_id INTEGER PRIMARY KEY, patient_id INT, reason TEXT);
CREATE VIEW visit_list AS SELECT visit_id, surname, reason FROM visits NATURAL JOIN patients;
--- data
INSERT INTO patients (surname) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'p' || n FROM g;
INSERT INTO visits (patient_id, reason) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 'r' || n FROM g;
--- old
SELECT visit_id, surname, reason FROM visit_list WHERE visit_id = 8;
INSERT INTO visits (patient_id, reason) VALUES (1, 'x') RETURNING visit_id;
UPDATE patients SET ward = 'B' WHERE patient_id = 2;
SELECT patient_id, surname, ward FROM patients WHERE patient_id = 2;
--- migration
ALTER TABLE visits ADD COLUMN ward TEXT;
