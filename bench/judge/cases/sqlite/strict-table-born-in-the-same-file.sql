-- verdict: safe
-- hazard: none
-- why: the STRICT table is empty, so its check reads nothing
--- schema
CREATE TABLE devices (id INTEGER PRIMARY KEY, serial TEXT NOT NULL UNIQUE);
--- data
INSERT INTO devices (serial) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'SN' || n FROM g;
--- old
INSERT INTO devices (serial) VALUES ('new');
SELECT id, serial FROM devices WHERE serial = 'SN3';
UPDATE devices SET serial = 'z' WHERE id = 2;
DELETE FROM devices WHERE id = 4;
--- migration
CREATE TABLE device_events (
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
  body TEXT NOT NULL
) STRICT;
ALTER TABLE device_events ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level IN (0, 1, 2));
CREATE INDEX device_events_device ON device_events (device_id, level);
ALTER TABLE device_events RENAME COLUMN body TO message;
