-- verdict: unsafe
-- hazard: none
-- why: region in the view's subquery meant the outer table and means the new column afterwards, without an error
--- schema
CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL);
CREATE TABLE promotions (promotion_id INTEGER PRIMARY KEY, store_id INT NOT NULL, label TEXT);
CREATE VIEW northern_promoted AS
  SELECT id, name FROM stores
  WHERE EXISTS (SELECT 1 FROM promotions WHERE store_id = stores.id AND region = 'north');
--- data
INSERT INTO stores (name, region) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'store ' || n, CASE n % 2 WHEN 0 THEN 'north' ELSE 'south' END FROM g;
INSERT INTO promotions (store_id, label) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 'spring' FROM g;
--- old
SELECT id, name FROM northern_promoted ORDER BY id LIMIT 3;
INSERT INTO promotions (store_id, label) VALUES (1, 'autumn');
SELECT promotion_id, label FROM promotions WHERE store_id = 4;
--- migration
ALTER TABLE promotions ADD COLUMN region TEXT;
