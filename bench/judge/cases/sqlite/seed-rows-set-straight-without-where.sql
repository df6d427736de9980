-- verdict: safe
-- hazard: none
-- why: UPDATE and DELETE without WHERE meet only the three rows that this file put into its own new table
--- schema
CREATE TABLE employees (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, role TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO employees SELECT i, 'n' || i, 'staff' FROM g;
--- old
SELECT id, full_name, role FROM employees WHERE id = 5;
INSERT INTO employees (full_name, role) VALUES ('Eva', 'lead') RETURNING role;
UPDATE employees SET role = 'lead' WHERE id = 5;
DELETE FROM employees WHERE id = 6;
--- migration
BEGIN;
CREATE TABLE roles (slug TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, rank INTEGER);
INSERT INTO roles (slug, title) VALUES ('staff', 'Staff'), ('lead', 'Lead'), ('chief', 'Chief');
UPDATE roles SET rank = length(slug), title = upper(title);
DELETE FROM roles;
INSERT INTO roles (slug, title, rank) VALUES ('staff', 'Staff', 1), ('lead', 'Lead', 2);
COMMIT;
