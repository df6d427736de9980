-- verdict: unsafe
-- hazard: none
-- why: meters.reading takes any text, but the new log is STRICT, so saving a reading like "12 kWh" fails in the trigger
--- schema
CREATE TABLE meters (id INTEGER PRIMARY KEY, serial TEXT NOT NULL, reading VARCHAR(20));
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO meters SELECT i, 'm' || i, i || ' kWh' FROM g;
--- old
UPDATE meters SET reading = '12 kWh' WHERE id = 5;
INSERT INTO meters (serial, reading) VALUES ('m-new', NULL);
SELECT id, serial, reading FROM meters WHERE id = 6;
--- queries
UPDATE meters SET reading = '12 kWh' WHERE id = 5;
--- migration
CREATE TABLE meter_log (
  id INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL,
  reading INTEGER
) STRICT;
CREATE TRIGGER meters_log AFTER UPDATE OF reading ON meters BEGIN
  INSERT INTO meter_log (meter_id, reading) VALUES (NEW.id, NEW.reading);
END;
