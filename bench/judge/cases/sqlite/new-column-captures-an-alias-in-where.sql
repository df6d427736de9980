-- verdict: unsafe
-- hazard: none
-- why: SQLite resolves a name in WHERE to a column before an alias, so tax > 10 reads the new empty column
--- schema
CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, net REAL NOT NULL);
--- data
insert into invoices select g, 'c' || (g % 40), g * 1.5 from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT id, net * 0.2 AS tax FROM invoices WHERE tax > 10 ORDER BY id LIMIT 5;
INSERT INTO invoices (customer, net) VALUES ('c1', 10);
UPDATE invoices SET net = 11 WHERE id = 3;
--- queries
SELECT id, net * 0.2 AS tax FROM invoices WHERE tax > ? ORDER BY id LIMIT 20
--- migration
ALTER TABLE invoices ADD COLUMN tax REAL;
