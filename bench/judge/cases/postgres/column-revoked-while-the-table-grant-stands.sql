-- verdict: safe
-- hazard: none
-- why: the right was granted on the table; revoking it for one column takes nothing away
-- role: reporting
--- schema
create role reporting;
CREATE TABLE patients (id int PRIMARY KEY, full_name text NOT NULL, ssn text);
GRANT SELECT, UPDATE ON patients TO reporting;
--- data
INSERT INTO patients SELECT g, 'n' || g, '123' FROM generate_series(1, :rows) g;
--- old
SELECT id, full_name, ssn FROM patients WHERE id = 4;
UPDATE patients SET ssn = NULL WHERE id = 5;
--- migration
REVOKE SELECT (ssn), UPDATE (ssn) ON patients FROM reporting;
