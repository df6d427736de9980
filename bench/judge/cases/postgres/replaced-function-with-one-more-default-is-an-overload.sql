-- verdict: unsafe
-- hazard: none
-- why: CREATE OR REPLACE with another parameter list adds a second function; the old short call fits both and fails
--- schema
CREATE TABLE products (sku text PRIMARY KEY, cents int NOT NULL);
CREATE FUNCTION price_of(p_sku text, p_qty int DEFAULT 1) RETURNS int LANGUAGE sql STABLE AS $$ SELECT cents * p_qty FROM products WHERE sku = p_sku $$;
--- data
INSERT INTO products SELECT 's' || g, g FROM generate_series(1, :rows) g;
--- old
SELECT price_of('s7');
SELECT sku, cents FROM products WHERE sku = 's8';
UPDATE products SET cents = 4 WHERE sku = 's9';
--- queries
SELECT price_of('s7');
--- migration
CREATE OR REPLACE FUNCTION price_of(p_sku text, p_qty int DEFAULT 1, p_currency text DEFAULT 'EUR') RETURNS int LANGUAGE sql STABLE AS $$ SELECT cents * p_qty FROM products WHERE sku = p_sku $$;
