-- verdict: safe
-- hazard: none
-- why: the parent key is unique and deletes cascade to the new table, so the old deletes go on working
--- schema
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO customers SELECT i, 'e' || i, 'n' FROM g;
--- old
SELECT id, name FROM customers WHERE email = 'e5';
INSERT INTO customers (email, name) VALUES ('z', 'Z');
UPDATE customers SET email = 'y' WHERE id = 5;
DELETE FROM customers WHERE id = 5;
--- migration
CREATE TABLE newsletter_optins (
  customer_email TEXT NOT NULL REFERENCES customers (email) ON DELETE CASCADE ON UPDATE CASCADE,
  list TEXT NOT NULL,
  PRIMARY KEY (customer_email, list)
);
