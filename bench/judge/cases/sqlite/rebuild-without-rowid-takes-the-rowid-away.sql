-- verdict: unsafe
-- hazard: rewrite
-- why: the columns are the same, but the recorded pagination by rowid fails on a WITHOUT ROWID table, which all rows are copied into
--- schema
CREATE TABLE devices (uuid TEXT PRIMARY KEY NOT NULL, model TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO devices SELECT 'u' || i, 'm' || (i % 5) FROM g;
--- old
SELECT rowid, uuid FROM devices WHERE rowid > 10 ORDER BY rowid LIMIT 3;
INSERT INTO devices (uuid, model) VALUES ('n', 'm1');
SELECT model FROM devices WHERE uuid = 'u5';
--- queries
SELECT rowid, uuid FROM devices WHERE rowid > ? ORDER BY rowid LIMIT 50;
--- migration
PRAGMA foreign_keys = OFF;
CREATE TABLE devices_new (uuid TEXT PRIMARY KEY NOT NULL, model TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO devices_new (uuid, model) SELECT uuid, model FROM devices ORDER BY uuid;
DROP TABLE devices;
ALTER TABLE devices_new RENAME TO devices;
PRAGMA foreign_keys = ON;
