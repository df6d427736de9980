-- verdict: unsafe
-- hazard: rewrite
-- why: the first RENAME drags the foreign key of the child along to suppliers_old, which is then dropped, so child inserts fail
--- schema
CREATE TABLE suppliers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE parts (id INTEGER PRIMARY KEY, supplier_id INTEGER REFERENCES suppliers (id), label TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO suppliers SELECT i, 's' || i FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO parts SELECT i, i, 'p' FROM g;
--- old
INSERT INTO parts (supplier_id, label) VALUES (3, 'bolt');
SELECT id, name FROM suppliers WHERE id = 3;
SELECT id, label FROM parts WHERE supplier_id = 3;
INSERT INTO suppliers (name) VALUES ('Orion');
--- migration
PRAGMA foreign_keys = OFF;
ALTER TABLE suppliers RENAME TO suppliers_old;
CREATE TABLE suppliers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, rating INTEGER NOT NULL DEFAULT 3);
INSERT INTO suppliers (id, name) SELECT id, name FROM suppliers_old;
DROP TABLE suppliers_old;
PRAGMA foreign_keys = ON;
