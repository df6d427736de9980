-- verdict: safe
-- hazard: none
-- why: MySQL wrote out the star when the view was made; a new column of the table does not show in it
--- schema
CREATE TABLE products (id int PRIMARY KEY AUTO_INCREMENT, sku varchar(40) NOT NULL, price_cents int NOT NULL, hidden tinyint(1) NOT NULL DEFAULT 0);
CREATE VIEW shop_products AS SELECT * FROM products WHERE hidden = 0;
--- data
INSERT INTO products (sku, price_cents) SELECT concat('s', seq), seq FROM seq_1_to_:rows;
--- old
SELECT * FROM shop_products WHERE sku = 's4';
INSERT INTO shop_products VALUES (0, 'new', 500, 0);
INSERT INTO products (sku, price_cents) VALUES ('n2', 700);
UPDATE products SET price_cents = 3 WHERE sku = 's4';
--- queries
SELECT * FROM shop_products WHERE sku = ?;
INSERT INTO shop_products VALUES (0, ?, ?, 0);
INSERT INTO products (sku, price_cents) VALUES (?, ?);
UPDATE products SET price_cents = ? WHERE sku = ?;
--- migration
ALTER TABLE products ADD COLUMN vat_rate decimal(4,2) NOT NULL DEFAULT 20.00;
