-- verdict: safe
-- hazard: none
-- why: the trigger is gone only inside the transaction; the new body does what the old one did, and fills a nullable column besides
--- schema
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, status TEXT, total INTEGER, note TEXT);
CREATE TABLE order_events (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, status TEXT);
CREATE TRIGGER orders_status AFTER INSERT ON orders BEGIN
  UPDATE orders SET note = 'new ' || NEW.status WHERE id = NEW.id;
  INSERT INTO order_events (order_id, status) VALUES (NEW.id, NEW.status);
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO orders SELECT i, i, 'open', i, NULL FROM g;
--- old
INSERT INTO orders (user_id, status, total) VALUES (4, 'open', 90);
SELECT id, user_id, status, total, note FROM orders WHERE id = 4;
SELECT id, order_id, status FROM order_events WHERE order_id = 7;
UPDATE orders SET status = 'paid' WHERE id = 4 RETURNING status;
INSERT INTO order_events (order_id, status) VALUES (3, 'x');
--- migration
BEGIN IMMEDIATE;
ALTER TABLE order_events ADD COLUMN at TEXT;
DROP TRIGGER orders_status;
CREATE TRIGGER orders_status AFTER INSERT ON orders BEGIN
  UPDATE orders SET note = 'new ' || NEW.status WHERE id = NEW.id;
  INSERT INTO order_events (order_id, status, at) VALUES (NEW.id, NEW.status, CURRENT_TIMESTAMP);
END;
COMMIT;
