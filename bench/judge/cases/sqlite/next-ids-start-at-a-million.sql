-- verdict: safe
-- hazard: none
-- why: raising the counter of an AUTOINCREMENT table only leaps over numbers; one row of sqlite_sequence is written
--- schema
CREATE TABLE receipts (id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL, cents INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO receipts SELECT i, 's' || i, i FROM g;
--- old
INSERT INTO receipts (shop, cents) VALUES ('s1', 5) RETURNING shop, cents;
SELECT id, shop FROM receipts WHERE id = 6;
DELETE FROM receipts WHERE id = 6 RETURNING id;
--- migration
UPDATE sqlite_sequence SET seq = max(seq, 1000000) WHERE name = 'receipts';
