-- verdict: safe
-- hazard: none
-- why: the trigger writes one row that always fits into a table of this migration and leaves the audited row alone
--- schema
CREATE TABLE prices (sku TEXT PRIMARY KEY NOT NULL, cents INTEGER);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO prices SELECT 's' || i, i FROM g;
--- old
UPDATE prices SET cents = 9 WHERE sku = 's1' RETURNING cents;
UPDATE prices SET cents = NULL WHERE sku = 's2' RETURNING cents;
INSERT INTO prices (sku, cents) VALUES ('s1', 4) ON CONFLICT (sku) DO UPDATE SET cents = excluded.cents RETURNING cents;
SELECT cents FROM prices WHERE sku = 's1';
--- migration
CREATE TABLE price_changes (id INTEGER PRIMARY KEY, sku TEXT NOT NULL, was INTEGER, became INTEGER, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TRIGGER prices_au AFTER UPDATE OF cents ON prices WHEN OLD.cents IS NOT NEW.cents BEGIN
  INSERT INTO price_changes (sku, was, became) VALUES (OLD.sku, OLD.cents, NEW.cents);
END;
