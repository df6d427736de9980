-- verdict: unsafe
-- hazard: data-loss
-- why: numeric(12,4) to numeric(12,2) needs no USING and gives no error: all amounts are rounded, besides the rewrite
--- schema
CREATE TABLE fuel_receipts (id serial PRIMARY KEY, litres numeric(10,3) NOT NULL, price_per_litre numeric(12,4) NOT NULL);
--- data
INSERT INTO fuel_receipts (litres, price_per_litre) SELECT 40, 1.5559 FROM generate_series(1, :rows) g;
--- old
SELECT price_per_litre FROM fuel_receipts WHERE id = 3;
INSERT INTO fuel_receipts (litres, price_per_litre) VALUES (12.5, 1.6129) RETURNING price_per_litre;
--- migration
ALTER TABLE fuel_receipts ALTER COLUMN price_per_litre TYPE numeric(12,2);
