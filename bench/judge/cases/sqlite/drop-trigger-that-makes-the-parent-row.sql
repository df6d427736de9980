-- verdict: unsafe
-- hazard: none
-- why: a measurement of a device not yet known relied on the trigger to insert the device; now the foreign key refuses it
--- schema
CREATE TABLE devices (mac TEXT PRIMARY KEY NOT NULL);
CREATE TABLE measurements (
  id INTEGER PRIMARY KEY,
  mac TEXT NOT NULL REFERENCES devices (mac),
  celsius REAL NOT NULL
);
CREATE INDEX measurements_mac ON measurements (mac);
CREATE TRIGGER measurements_device BEFORE INSERT ON measurements BEGIN
  INSERT OR IGNORE INTO devices (mac) VALUES (NEW.mac);
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO measurements SELECT i, 'mac' || (i % 10), i % 30 FROM g;
--- old
INSERT INTO measurements (mac, celsius) VALUES ('mac-never-seen', 21.5);
SELECT id, mac, celsius FROM measurements WHERE id = 4;
SELECT mac FROM devices ORDER BY mac;
--- queries
PRAGMA foreign_keys = ON;
INSERT INTO measurements (mac, celsius) VALUES ('mac-never-seen', 21.5);
--- migration
DROP TRIGGER IF EXISTS measurements_device;
