-- verdict: unsafe
-- hazard: none
-- why: the rights are written anew, but DELETE is not among them any more
-- role: shop_app
--- schema
CREATE TABLE carts (id int PRIMARY KEY AUTO_INCREMENT, session_id varchar(40) NOT NULL, items int NOT NULL DEFAULT 0);
CREATE USER shop_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON carts TO shop_app;
--- data
INSERT INTO carts (session_id) SELECT concat('s', seq) FROM seq_1_to_:rows;
--- old
SELECT id, items FROM carts WHERE session_id = 's5';
INSERT INTO carts (session_id) VALUES ('x');
UPDATE carts SET items = 2 WHERE id = 5;
DELETE FROM carts WHERE id = 5;
--- migration
REVOKE ALL PRIVILEGES, GRANT OPTION FROM shop_app;
GRANT SELECT, INSERT, UPDATE ON carts TO shop_app;
