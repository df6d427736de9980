-- verdict: safe
-- hazard: none
-- why: a generated column takes no value in an INSERT without column list, and a virtual one is not stored
--- schema
CREATE TABLE line_items (order_id INTEGER NOT NULL, pos INTEGER NOT NULL, qty INTEGER NOT NULL, unit_cents INTEGER NOT NULL, PRIMARY KEY (order_id, pos));
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO line_items SELECT i, 1, 2, 100 FROM g;
--- old
INSERT INTO line_items VALUES (900001, 1, 3, 250);
SELECT order_id, pos, qty, unit_cents FROM line_items WHERE order_id = 2;
UPDATE line_items SET qty = 9 WHERE order_id = 2 AND pos = 1;
DELETE FROM line_items WHERE order_id = 2;
--- queries
INSERT INTO line_items VALUES (?, ?, ?, ?);
--- migration
ALTER TABLE line_items ADD COLUMN total_cents INTEGER GENERATED ALWAYS AS (qty * unit_cents) VIRTUAL;
