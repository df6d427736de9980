-- verdict: unsafe
-- hazard: none
-- why: a foreign key to a column without a unique index makes the old version's deletes from the parent fail
--- schema
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX ix_customers_code ON customers (code);
--- data
INSERT INTO customers (code, name) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'K' || n, 'n' FROM g;
--- old
SELECT id, code, name FROM customers WHERE code = 'K5';
INSERT INTO customers (code, name) VALUES ('K', 'N');
UPDATE customers SET name = 'm' WHERE id = 5;
DELETE FROM customers WHERE id = 6;
--- migration
CREATE TABLE loyalty_cards (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_code TEXT NOT NULL REFERENCES customers (code) ON DELETE CASCADE,
  points INT NOT NULL DEFAULT 0
);
