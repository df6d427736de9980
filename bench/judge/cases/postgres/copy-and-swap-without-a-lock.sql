-- verdict: unsafe
-- hazard: data-loss
-- why: rows written between the copy and the DROP are in the old table only and go with it
--- schema
CREATE TABLE readings (id bigint PRIMARY KEY, probe int NOT NULL, value real NOT NULL);
--- data
INSERT INTO readings SELECT g, g % 7, 1.5 FROM generate_series(1, :rows) g;
--- old
SELECT probe, value FROM readings WHERE id = 5;
INSERT INTO readings VALUES (-1, 3, 2.5);
UPDATE readings SET value = 3.5 WHERE id = 6;
--- migration
BEGIN;
CREATE TABLE readings_new (id bigint PRIMARY KEY, probe int NOT NULL, value double precision NOT NULL);
INSERT INTO readings_new SELECT id, probe, value FROM readings;
DROP TABLE readings;
ALTER TABLE readings_new RENAME TO readings;
COMMIT;
