-- verdict: unsafe
-- hazard: scan
-- why: SQLite tests a CHECK of an added column against all rows, holding the write lock; without the CHECK it is instant
--- schema
CREATE TABLE invoices (id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, cents INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO invoices SELECT i, 'R-' || i, i * 3 FROM g;
--- old
SELECT id, number, cents FROM invoices WHERE id = 9;
INSERT INTO invoices (number, cents) VALUES ('R-x', 100);
UPDATE invoices SET cents = 5 WHERE id = 9;
DELETE FROM invoices WHERE id = 9;
--- migration
ALTER TABLE invoices ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR' CHECK (length(currency) = 3);
