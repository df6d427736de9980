-- verdict: safe
-- hazard: none
-- why: the inner view comes back with the same columns and one more at the end before anyone can look; the outer view names its columns
--- schema
CREATE TABLE readings (id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, value REAL NOT NULL, taken_at TEXT NOT NULL);
CREATE VIEW valid_readings AS SELECT id, sensor, value FROM readings WHERE value >= 0;
CREATE VIEW sensor_peaks AS SELECT sensor, max(value) AS peak FROM valid_readings GROUP BY sensor;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO readings SELECT i, 's' || (i % 7), i % 50 - 3, '2026-01-01' FROM g;
--- old
SELECT id, sensor, value FROM valid_readings ORDER BY id LIMIT 5;
SELECT sensor, peak FROM sensor_peaks ORDER BY sensor;
INSERT INTO readings (sensor, value, taken_at) VALUES ('s1', 3.5, '2026-02-02');
SELECT id, sensor, value, taken_at FROM readings WHERE id = 9;
--- migration
BEGIN;
DROP VIEW valid_readings;
CREATE VIEW valid_readings AS SELECT id, sensor, value, taken_at FROM readings WHERE value >= 0;
COMMIT;
