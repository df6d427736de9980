-- verdict: unsafe
-- hazard: none
-- why: the table has no replica identity, so from the moment it is published its UPDATE and DELETE statements are refused
--- schema
CREATE TABLE stock_levels (warehouse text NOT NULL, sku text NOT NULL, on_hand int NOT NULL);
CREATE UNIQUE INDEX stock_levels_key ON stock_levels (warehouse, sku);
--- data
INSERT INTO stock_levels SELECT 'w1', 's' || g, 5 FROM generate_series(1, :rows) g;
--- old
UPDATE stock_levels SET on_hand = on_hand - 1 WHERE warehouse = 'w1' AND sku = 's5';
INSERT INTO stock_levels VALUES ('w2', 's1', 3);
SELECT on_hand FROM stock_levels WHERE warehouse = 'w1' AND sku = 's6';
DELETE FROM stock_levels WHERE warehouse = 'w1' AND sku = 's7';
--- migration
CREATE PUBLICATION warehouse_cdc FOR TABLE stock_levels;
