-- verdict: unsafe
-- hazard: none
-- why: the function has a variable named discount; with a column of that name its query is ambiguous and every call fails
--- schema
CREATE TABLE carts (id bigint PRIMARY KEY, customer_id bigint NOT NULL, net_cents bigint NOT NULL);
CREATE FUNCTION payable(p_cart bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  discount bigint := 100;
  result bigint;
BEGIN
  SELECT greatest(net_cents - discount, 0) INTO result FROM carts WHERE id = p_cart;
  RETURN result;
END $$;
--- data
INSERT INTO carts SELECT g, g, g * 100 FROM generate_series(1, :rows) g;
--- old
SELECT payable(7);
INSERT INTO carts VALUES (-1, 5, 700);
UPDATE carts SET net_cents = 5 WHERE id = 8;
--- migration
ALTER TABLE carts ADD COLUMN discount bigint;
