-- verdict: unsafe
-- hazard: rewrite
-- why: DROP TABLE takes the trigger that fills the status along and nobody creates it again, after copying all rows under the lock
--- schema
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, status TEXT, total INTEGER NOT NULL DEFAULT 0, note TEXT);
CREATE TRIGGER orders_default_status AFTER INSERT ON orders WHEN NEW.status IS NULL BEGIN
  UPDATE orders SET status = 'draft' WHERE id = NEW.id;
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO orders SELECT i, i % 20, 'paid', i, NULL FROM g;
--- old
INSERT INTO orders (user_id, total) VALUES (3, 12);
SELECT id, status, total FROM orders WHERE user_id = 3 ORDER BY id LIMIT 2;
UPDATE orders SET status = 'sent' WHERE id = 3;
--- migration
PRAGMA foreign_keys = OFF;
CREATE TABLE orders_tmp (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, status TEXT, total INTEGER NOT NULL DEFAULT 0 CHECK (total >= 0), note TEXT);
INSERT INTO orders_tmp (id, user_id, status, total, note) SELECT id, user_id, status, total, note FROM orders;
DROP TABLE orders;
ALTER TABLE orders_tmp RENAME TO orders;
