-- verdict: safe
-- hazard: none
-- why: the full unique index still serves the upsert, which may name the partial index's condition
--- schema
CREATE TABLE products (id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, stock INT NOT NULL, deleted_at TEXT);
CREATE UNIQUE INDEX products_sku_alive ON products (sku) WHERE deleted_at IS NULL;
--- data
INSERT INTO products (sku, stock) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'p' || n, n FROM g;
--- old
INSERT INTO products (sku, stock) VALUES ('p3', 1) ON CONFLICT (sku) WHERE deleted_at IS NULL DO UPDATE SET stock = stock + 1 RETURNING id, stock;
SELECT stock FROM products WHERE sku = 'p3' AND deleted_at IS NULL;
UPDATE products SET deleted_at = 'now' WHERE id = 3;
--- queries
INSERT INTO products (sku, stock) VALUES (?, ?) ON CONFLICT (sku) WHERE deleted_at IS NULL DO UPDATE SET stock = stock + excluded.stock RETURNING id, stock;
SELECT stock FROM products WHERE sku = ? AND deleted_at IS NULL;
--- migration
DROP INDEX products_sku_alive;
