-- verdict: unsafe
-- hazard: lock
-- why: the column is instant, but the joined UPDATE locks every invoice until it commits
--- schema
CREATE TABLE customers (id int PRIMARY KEY, currency char(3) NOT NULL);
CREATE TABLE invoices (id int PRIMARY KEY, customer_id int NOT NULL, amount decimal(10,2) NOT NULL, KEY (customer_id));
--- data
INSERT INTO customers SELECT seq, 'EUR' FROM seq_1_to_:rows;
INSERT INTO invoices SELECT seq, seq, 10 FROM seq_1_to_:rows;
--- old
UPDATE invoices SET amount = 12 WHERE id = 8;
SELECT id, amount FROM invoices WHERE customer_id = 8;
INSERT INTO invoices (id, customer_id, amount) VALUES (-1, 8, 9.5);
UPDATE customers SET currency = 'CHF' WHERE id = 8;
--- migration
ALTER TABLE invoices ADD COLUMN currency char(3) NULL;
UPDATE invoices i JOIN customers c ON c.id = i.customer_id SET i.currency = c.currency;
