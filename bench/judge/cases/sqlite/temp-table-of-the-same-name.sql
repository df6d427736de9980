-- verdict: safe
-- hazard: none
-- why: an unqualified name means the temporary table first, so only the copy is changed and dropped
--- schema
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, total INT NOT NULL);
--- data
INSERT INTO orders (customer, total) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'c' || n, n FROM g;
--- old
SELECT id, customer, total FROM orders WHERE id < 6;
INSERT INTO orders (customer, total) VALUES ('x', 1) RETURNING id;
UPDATE orders SET total = total + 1 WHERE id = 4 RETURNING total;
SELECT count(*) AS n FROM orders;
--- migration
CREATE TEMP TABLE orders AS SELECT * FROM main.orders WHERE id <= 100;
UPDATE orders SET total = 0;
DELETE FROM orders;
DROP TABLE orders;
