-- verdict: unsafe
-- hazard: scan
-- why: no row can match, but there is no index on kind, so the UPDATE takes the write lock and reads the whole table to learn it
--- schema
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('card', 'sepa')),
  cents INTEGER NOT NULL
);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO payments SELECT i, CASE i % 2 WHEN 0 THEN 'card' ELSE 'sepa' END, i FROM g;
--- old
SELECT id, kind, cents FROM payments WHERE id = 5;
INSERT INTO payments (kind, cents) VALUES ('card', 999);
UPDATE payments SET cents = 0 WHERE id = 5;
--- migration
UPDATE payments SET kind = 'card' WHERE kind = 'creditcard';
