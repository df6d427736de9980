-- verdict: safe
-- hazard: none
-- why: the running schema already demands more, so nothing is refused, and NOT VALID with a later VALIDATE blocks nobody
--- schema
CREATE TABLE stock_item (sku text PRIMARY KEY, on_hand integer NOT NULL, CONSTRAINT on_hand_range CHECK (on_hand BETWEEN 1 AND 5000));
--- data
INSERT INTO stock_item SELECT 's' || g, 1 + g % 4000 FROM generate_series(1, :rows) g;
--- old
SELECT on_hand FROM stock_item WHERE sku = 's4';
INSERT INTO stock_item VALUES ('neu', 12);
UPDATE stock_item SET on_hand = on_hand + 1 WHERE sku = 's5';
--- migration
ALTER TABLE stock_item ADD CONSTRAINT on_hand_not_negative CHECK (on_hand >= 0) NOT VALID;
ALTER TABLE stock_item VALIDATE CONSTRAINT on_hand_not_negative;
