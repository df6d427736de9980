-- verdict: safe
-- hazard: none
-- why: the column is new and the primary key bounds the rows that are written
--- schema
CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL);
--- data
INSERT INTO customers (first_name, last_name) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'f' || n, 'l' || n FROM g;
--- old
SELECT id, first_name, last_name FROM customers WHERE id = 4;
INSERT INTO customers (first_name, last_name) VALUES ('a', 'b') RETURNING first_name;
UPDATE customers SET last_name = 'c' WHERE id = 5 RETURNING first_name, last_name;
--- migration
ALTER TABLE customers ADD COLUMN sort_name TEXT;
UPDATE customers SET sort_name = last_name || ', ' || first_name WHERE id > 0 AND id <= 1000;
