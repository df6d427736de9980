-- verdict: safe
-- hazard: none
-- why: the index is not concurrent, but nobody of the old version can wait for a materialized view that is new
--- schema
CREATE TABLE sales (id bigserial PRIMARY KEY, shop_id int NOT NULL, sold_on date NOT NULL, cents int NOT NULL);
--- data
INSERT INTO sales (shop_id, sold_on, cents) SELECT g, '2024-01-01', g FROM generate_series(1, :rows) g;
--- old
SELECT cents FROM sales WHERE id = 5;
INSERT INTO sales (shop_id, sold_on, cents) VALUES (4, '2024-03-03', 900);
UPDATE sales SET cents = 4 WHERE id = 6;
DELETE FROM sales WHERE id = 7;
--- migration
CREATE MATERIALIZED VIEW sales_by_shop AS SELECT shop_id, sum(cents) AS cents FROM sales GROUP BY shop_id WITH NO DATA;
CREATE UNIQUE INDEX sales_by_shop_key ON sales_by_shop (shop_id);
REFRESH MATERIALIZED VIEW sales_by_shop;
