-- verdict: safe
-- hazard: none
-- why: SQLite 3.53 takes NOT NULL out of the stored CREATE TABLE and leaves the rows alone; what went in before still goes in
-- server-version: 3.53
--- schema
CREATE TABLE shipments (id INTEGER PRIMARY KEY, carrier TEXT NOT NULL, tracking TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO shipments SELECT i, 'dhl', 't' || i FROM g;
--- old
SELECT id, carrier, tracking FROM shipments WHERE id = 6;
INSERT INTO shipments (carrier, tracking) VALUES ('ups', '1Z') RETURNING carrier;
UPDATE shipments SET tracking = 'x' WHERE id = 6 RETURNING tracking;
DELETE FROM shipments WHERE id = 6;
--- migration
ALTER TABLE shipments ALTER COLUMN tracking DROP NOT NULL;
