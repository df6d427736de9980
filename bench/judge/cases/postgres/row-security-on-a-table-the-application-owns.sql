-- verdict: safe
-- hazard: none
-- why: the application owns the table, and without FORCE row security does not apply to the owner
-- role: hr_app
--- schema
create role hr_app;
create role hr_reports;
CREATE TABLE salaries (id int PRIMARY KEY, employee text NOT NULL, cents bigint NOT NULL);
ALTER TABLE salaries OWNER TO hr_app;
--- data
INSERT INTO salaries SELECT g, 'e' || g, g FROM generate_series(1, :rows) g;
--- old
SELECT employee, cents FROM salaries WHERE id = 5;
INSERT INTO salaries VALUES (-1, 'Neu', 100);
UPDATE salaries SET cents = 7 WHERE id = 6;
DELETE FROM salaries WHERE id = 7;
--- migration
ALTER TABLE salaries ENABLE ROW LEVEL SECURITY;
CREATE POLICY reports_see_small ON salaries FOR SELECT TO hr_reports USING (cents < 100000);
