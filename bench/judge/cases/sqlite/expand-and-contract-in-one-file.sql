-- verdict: unsafe
-- hazard: data-loss
-- why: the new column keeps whole euros only and the old one is dropped in the same breath
--- schema
CREATE TABLE fees (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price NUMERIC NOT NULL);
--- data
INSERT INTO fees (name, price) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'f' || n, n + 0.45 FROM g;
--- old
SELECT id, name, price FROM fees WHERE id = 4;
INSERT INTO fees (name, price) VALUES ('x', 2.5);
--- migration
BEGIN;
ALTER TABLE fees ADD COLUMN price_eur INTEGER;
UPDATE fees SET price_eur = CAST(price AS INTEGER);
ALTER TABLE fees DROP COLUMN price;
COMMIT;
