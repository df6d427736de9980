-- verdict: unsafe
-- hazard: scan
-- why: the index will be empty, but to build it SQLite still reads each row of the old table under the write lock
--- schema
CREATE TABLE customers (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO customers SELECT i, 'm' || i FROM g;
--- old
SELECT id, mail FROM customers WHERE id = 5;
INSERT INTO customers (mail) VALUES ('new') RETURNING mail;
UPDATE customers SET mail = 'x' WHERE id = 5;
--- migration
ALTER TABLE customers ADD COLUMN external_ref TEXT;
CREATE UNIQUE INDEX customers_external_ref ON customers (external_ref) WHERE external_ref IS NOT NULL;
