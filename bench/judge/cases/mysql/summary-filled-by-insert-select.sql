-- verdict: unsafe
-- hazard: scan
-- why: the target is new, but the SELECT of an INSERT reads the orders with shared locks until it is through
--- schema
CREATE TABLE orders (id int PRIMARY KEY AUTO_INCREMENT, customer_id int NOT NULL, cents int NOT NULL);
--- data
INSERT INTO orders (customer_id, cents) SELECT seq % 40, seq FROM seq_1_to_:rows;
--- old
UPDATE orders SET cents = 5 WHERE id = 9;
INSERT INTO orders (customer_id, cents) VALUES (3, 900);
SELECT cents FROM orders WHERE id = 9;
--- migration
CREATE TABLE customer_totals (customer_id int NOT NULL PRIMARY KEY, cents bigint NOT NULL);
INSERT INTO customer_totals (customer_id, cents) SELECT customer_id, SUM(cents) FROM orders GROUP BY customer_id;
