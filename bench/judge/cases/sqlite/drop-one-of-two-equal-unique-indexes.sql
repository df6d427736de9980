-- verdict: safe
-- hazard: none
-- why: the UNIQUE in the table stays, so ON CONFLICT (sku) still finds its constraint and duplicates are still refused
--- schema
CREATE TABLE products (id INTEGER PRIMARY KEY, sku VARCHAR(40) NOT NULL UNIQUE, stock INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX index_products_on_sku ON products (sku);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO products SELECT i, 'sku' || i, i FROM g;
--- old
INSERT INTO products (sku, stock) VALUES ('sku5', 7) ON CONFLICT (sku) DO UPDATE SET stock = excluded.stock RETURNING id, stock;
INSERT OR IGNORE INTO products (sku) VALUES ('sku6') RETURNING id;
SELECT id, sku, stock FROM products WHERE sku = 'sku7';
DELETE FROM products WHERE id = 3;
--- queries
INSERT INTO products (sku, stock) VALUES ('sku5', 7) ON CONFLICT (sku) DO UPDATE SET stock = excluded.stock;
--- migration
DROP INDEX index_products_on_sku;
