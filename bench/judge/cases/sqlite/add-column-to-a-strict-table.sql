-- verdict: unsafe
-- hazard: scan
-- why: for a STRICT table ADD COLUMN verifies all rows, as if there were a CHECK
--- schema
CREATE TABLE readings (id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, value REAL NOT NULL, taken_at INTEGER NOT NULL) STRICT;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO readings SELECT i, 's' || hex(zeroblob(60)) || (i % 10), i / 2.0, i FROM g;
--- old
SELECT sensor, value FROM readings WHERE id = 4;
INSERT INTO readings (sensor, value, taken_at) VALUES ('s1', 2.5, 99);
DELETE FROM readings WHERE id = 4;
--- migration
ALTER TABLE readings ADD COLUMN unit TEXT;
