-- verdict: unsafe
-- hazard: none
-- why: dropping a virtual column rewrites and loses nothing, but statements that read it fail
--- schema
CREATE TABLE employees (id INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, full_name TEXT GENERATED ALWAYS AS (first || ' ' || last) VIRTUAL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO employees (id, first, last) SELECT i, 'f' || i, 'l' || i FROM g;
--- old
SELECT id, full_name FROM employees WHERE id = 3;
INSERT INTO employees (first, last) VALUES ('Ann', 'Lee');
UPDATE employees SET last = 'Roe' WHERE id = 3;
--- migration
ALTER TABLE employees DROP COLUMN full_name;
