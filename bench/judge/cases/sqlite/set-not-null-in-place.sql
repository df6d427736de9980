-- verdict: unsafe
-- hazard: scan
-- why: since 3.53 SQLite can set NOT NULL in place; it reads all rows and old inserts without the value fail
-- server-version: 3.53
--- schema
CREATE TABLE parcels (id INTEGER PRIMARY KEY, barcode TEXT, weight_g INTEGER);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO parcels SELECT i, 'bc' || i || hex(zeroblob(60)), i FROM g;
--- old
INSERT INTO parcels (weight_g) VALUES (300);
SELECT id, barcode, weight_g FROM parcels WHERE id = 10;
UPDATE parcels SET barcode = 'x' WHERE id = 10;
--- migration
ALTER TABLE parcels ALTER COLUMN barcode SET NOT NULL;
