-- verdict: safe
-- hazard: none
-- why: the triggers fill the new column after the old version's writes and leave its own columns alone
--- schema
CREATE TABLE employees (id INTEGER PRIMARY KEY, given TEXT NOT NULL, family TEXT NOT NULL);
--- data
INSERT INTO employees (given, family) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'g' || n, 'f' || n FROM g;
--- old
INSERT INTO employees (given, family) VALUES ('Ada', 'L') RETURNING id, given, family;
UPDATE employees SET given = 'B' WHERE id = 4 RETURNING given, family;
UPDATE employees SET given = 'C', family = 'D' WHERE id < 3;
SELECT id, given, family FROM employees WHERE id = 7;
DELETE FROM employees WHERE id = 8;
--- migration
BEGIN;
ALTER TABLE employees ADD COLUMN full_name TEXT;
CREATE TRIGGER employees_full_name_ai AFTER INSERT ON employees WHEN NEW.full_name IS NULL BEGIN
  UPDATE employees SET full_name = NEW.given || ' ' || NEW.family WHERE id = NEW.id;
END;
CREATE TRIGGER employees_full_name_au AFTER UPDATE OF given, family ON employees BEGIN
  UPDATE employees SET full_name = NEW.given || ' ' || NEW.family WHERE id = NEW.id;
END;
COMMIT;
