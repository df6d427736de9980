-- verdict: unsafe
-- hazard: lock
-- why: the batches share a transaction and the last one has no upper end
--- schema
CREATE TABLE payments (id INTEGER PRIMARY KEY, amount_cents INT NOT NULL, paid_at TEXT);
--- data
INSERT INTO payments (amount_cents) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n FROM g;
--- old
SELECT id, amount_cents FROM payments WHERE id = 4;
INSERT INTO payments (amount_cents) VALUES (4);
UPDATE payments SET paid_at = 'x' WHERE id = 9;
--- migration
ALTER TABLE payments ADD COLUMN amount_eur REAL;
BEGIN;
UPDATE payments SET amount_eur = amount_cents / 100.0 WHERE id BETWEEN 1 AND 500;
UPDATE payments SET amount_eur = amount_cents / 100.0 WHERE id BETWEEN 501 AND 1000;
UPDATE payments SET amount_eur = amount_cents / 100.0 WHERE id > 1000;
COMMIT;
