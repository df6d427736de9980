-- verdict: unsafe
-- hazard: none
-- why: the search path begins with "$user", so for the role shop a table orders in the new schema shop hides public.orders
-- role: shop
--- schema
create role shop;
CREATE TABLE public.orders (id int PRIMARY KEY, cents int NOT NULL);
GRANT SELECT, INSERT, UPDATE ON public.orders TO shop;
--- data
INSERT INTO orders SELECT g, g FROM generate_series(1, :rows) g;
--- old
SELECT cents FROM orders WHERE id = 5;
INSERT INTO orders VALUES (-1, 5);
UPDATE orders SET cents = 7 WHERE id = 6;
--- migration
CREATE SCHEMA shop AUTHORIZATION shop;
CREATE TABLE shop.orders (id bigint PRIMARY KEY, cents bigint NOT NULL, currency char(3) NOT NULL DEFAULT 'EUR');
GRANT ALL ON shop.orders TO shop;
