-- verdict: safe
-- hazard: none
-- why: the dropped table carries the same name, but lives in an attached in-memory database
--- schema
CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO zones SELECT i, 'z' || i FROM g;
--- old
SELECT name FROM zones WHERE id = 2;
INSERT INTO zones (name) VALUES ('North');
DELETE FROM zones WHERE id = 2;
--- migration
ATTACH DATABASE ':memory:' AS scratch;
CREATE TABLE scratch.zones (id INTEGER PRIMARY KEY, name TEXT, tz TEXT);
CREATE TABLE zone_timezones (zone_id INTEGER PRIMARY KEY REFERENCES zones (id) ON DELETE CASCADE, tz TEXT NOT NULL);
DROP TABLE scratch.zones;
DETACH DATABASE scratch;
