-- verdict: safe
-- hazard: none
-- why: loosening a column changes the schema text only, and every statement of the old version still fits
-- server-version: 3.53
--- schema
CREATE TABLE parcels (id INTEGER PRIMARY KEY, barcode TEXT NOT NULL, weight_g INTEGER NOT NULL DEFAULT 0);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO parcels SELECT i, 'bc' || i || hex(zeroblob(60)), i FROM g;
--- old
INSERT INTO parcels (barcode) VALUES ('q');
SELECT id, barcode, weight_g FROM parcels WHERE id = 10;
UPDATE parcels SET barcode = 'x' WHERE id = 10;
DELETE FROM parcels WHERE id = 11;
--- migration
ALTER TABLE parcels ALTER COLUMN weight_g DROP NOT NULL;
