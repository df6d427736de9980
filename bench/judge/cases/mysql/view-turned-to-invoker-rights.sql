-- verdict: unsafe
-- hazard: none
-- why: the application may read the view but not its table; with the rights of the invoker the view is closed to it
-- role: report_app
--- schema
CREATE TABLE employees (id int PRIMARY KEY, name varchar(80) NOT NULL, salary int NOT NULL);
CREATE VIEW employee_names AS SELECT id, name FROM employees;
CREATE USER report_app;
GRANT SELECT ON employee_names TO report_app;
--- data
INSERT INTO employees SELECT seq, concat('e', seq), 3000 FROM seq_1_to_:rows;
--- old
SELECT id, name FROM employee_names WHERE id = 4;
--- migration
CREATE OR REPLACE SQL SECURITY INVOKER VIEW employee_names AS SELECT id, name FROM employees;
