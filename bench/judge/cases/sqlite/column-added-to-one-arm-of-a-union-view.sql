-- verdict: unsafe
-- hazard: none
-- why: the view joins SELECT * of both tables; with four columns on one side and three on the other every query on it fails
--- schema
CREATE TABLE sales_2025 (id INTEGER PRIMARY KEY, shop TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE TABLE sales_2026 (id INTEGER PRIMARY KEY, shop TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE VIEW sales AS SELECT * FROM sales_2025 UNION ALL SELECT * FROM sales_2026;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO sales_2025 SELECT i, 's' || (i % 5), i FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO sales_2026 SELECT i, 's' || (i % 5), i FROM g;
--- old
SELECT shop, sum(cents) AS cents FROM sales GROUP BY shop ORDER BY shop;
INSERT INTO sales_2026 (shop, cents) VALUES ('s1', 250);
SELECT id, shop, cents FROM sales_2026 WHERE id = 5;
--- migration
ALTER TABLE sales_2026 ADD COLUMN voucher TEXT;
