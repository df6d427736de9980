-- verdict: unsafe
-- hazard: scan
-- why: the table is new but already full: its foreign key is proved row by row while writes to the old customers table wait
--- schema
CREATE TABLE customers (customer_id bigint PRIMARY KEY, company text NOT NULL, street text, town text);
--- data
INSERT INTO customers SELECT g, 'c' || g, 's' || g, 'Linz' FROM generate_series(1, :rows) g;
--- old
SELECT company, street, town FROM customers WHERE customer_id = 14;
INSERT INTO customers (customer_id, company) VALUES (-5, 'Late Ltd');
UPDATE customers SET town = 'Wels' WHERE customer_id = 15;
--- migration
CREATE TABLE addresses AS SELECT customer_id, street, town FROM customers WHERE street IS NOT NULL;
ALTER TABLE addresses ADD FOREIGN KEY (customer_id) REFERENCES customers (customer_id) ON DELETE CASCADE;
