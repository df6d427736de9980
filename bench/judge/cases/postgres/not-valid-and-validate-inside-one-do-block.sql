-- verdict: unsafe
-- hazard: scan
-- why: a DO block is one transaction, so the scan of VALIDATE runs under the ACCESS EXCLUSIVE lock that ADD CONSTRAINT still holds
--- schema
CREATE TABLE parcels (barcode text PRIMARY KEY, grams int NOT NULL);
--- data
INSERT INTO parcels SELECT 'b' || g, 1 + g FROM generate_series(1, :rows) g;
--- old
SELECT grams FROM parcels WHERE barcode = 'b4';
INSERT INTO parcels VALUES ('neu', 400);
UPDATE parcels SET grams = 12 WHERE barcode = 'b5';
--- migration
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'parcels_grams_positive') THEN
    ALTER TABLE parcels ADD CONSTRAINT parcels_grams_positive CHECK (grams > 0) NOT VALID;
    ALTER TABLE parcels VALIDATE CONSTRAINT parcels_grams_positive;
  END IF;
END $$;
