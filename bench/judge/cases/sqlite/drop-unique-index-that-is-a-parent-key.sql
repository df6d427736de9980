-- verdict: unsafe
-- hazard: none
-- why: stock.warehouse_code refers to the column by that index; without it each write of the child is a foreign key mismatch
--- schema
CREATE TABLE warehouses (id INTEGER PRIMARY KEY, code TEXT NOT NULL, city TEXT);
CREATE UNIQUE INDEX ux_warehouses_code ON warehouses (code);
CREATE INDEX ix_warehouses_code_city ON warehouses (code, city);
CREATE TABLE stock (id INTEGER PRIMARY KEY, warehouse_code TEXT NOT NULL REFERENCES warehouses (code), units INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO warehouses SELECT i, 'w' || i, 'x' FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO stock SELECT i, 'w' || i, i FROM g;
--- old
SELECT id, code, city FROM warehouses WHERE code = 'w3';
INSERT INTO stock (warehouse_code, units) VALUES ('w3', 5);
UPDATE stock SET units = 4 WHERE id = 3;
--- migration
DROP INDEX ux_warehouses_code;
