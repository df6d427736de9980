-- verdict: unsafe
-- hazard: none
-- why: INSTEAD OF triggers take inserts, but ON CONFLICT DO UPDATE cannot be said to a view
--- schema
CREATE TABLE kv (k TEXT NOT NULL PRIMARY KEY, v TEXT);
--- data
INSERT INTO kv with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'k' || n, 'v' FROM g;
--- old
SELECT v FROM kv WHERE k = 'k1';
INSERT INTO kv (k, v) VALUES ('k1', 'w') ON CONFLICT (k) DO UPDATE SET v = excluded.v;
DELETE FROM kv WHERE k = 'k2';
--- queries
SELECT v FROM kv WHERE k = ?;
INSERT INTO kv (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v;
DELETE FROM kv WHERE k = ?;
--- migration
BEGIN;
ALTER TABLE kv RENAME TO kv_store;
CREATE VIEW kv AS SELECT k, v FROM kv_store;
CREATE TRIGGER kv_insert INSTEAD OF INSERT ON kv BEGIN
  INSERT INTO kv_store (k, v) VALUES (NEW.k, NEW.v) ON CONFLICT (k) DO UPDATE SET v = excluded.v;
END;
CREATE TRIGGER kv_delete INSTEAD OF DELETE ON kv BEGIN
  DELETE FROM kv_store WHERE k = OLD.k;
END;
COMMIT;
