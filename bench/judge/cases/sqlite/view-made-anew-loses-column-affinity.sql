-- verdict: unsafe
-- hazard: none
-- why: the view's column is an expression now and has no affinity, so a text parameter no longer equals the number
--- schema
CREATE TABLE stock_items (id INTEGER PRIMARY KEY, bin INTEGER NOT NULL, label TEXT NOT NULL);
CREATE VIEW stock AS SELECT id, bin, label FROM stock_items;
--- data
INSERT INTO stock_items (bin, label) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 'l' || n FROM g;
--- old
SELECT id, label FROM stock WHERE bin = '12';
INSERT INTO stock_items (bin, label) VALUES (3, 'x');
--- queries
SELECT id, label FROM stock WHERE bin = '12';
INSERT INTO stock_items (bin, label) VALUES (3, 'x');
--- migration
DROP VIEW IF EXISTS stock;
CREATE VIEW stock AS SELECT id, coalesce(bin, 0) AS bin, label FROM stock_items;
