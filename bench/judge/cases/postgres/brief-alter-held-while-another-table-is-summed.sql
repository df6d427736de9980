-- verdict: unsafe
-- hazard: scan
-- why: the ALTER would be brief, but its lock on drivers lasts until COMMIT, while the whole of trips is read
--- schema
CREATE TABLE drivers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE trips (id bigserial PRIMARY KEY, driver_id int NOT NULL, metres int NOT NULL);
--- data
INSERT INTO drivers SELECT g, 'd' || g FROM generate_series(1, 40) g;
INSERT INTO trips (driver_id, metres) SELECT 1 + g % 40, g FROM generate_series(1, :rows) g;
--- old
SELECT name FROM drivers WHERE id = 3;
INSERT INTO drivers VALUES (900, 'Neu');
INSERT INTO trips (driver_id, metres) VALUES (4, 900);
SELECT metres FROM trips WHERE id = 4;
--- migration
BEGIN;
ALTER TABLE drivers ADD COLUMN total_km integer;
CREATE TABLE driver_totals AS SELECT driver_id, sum(metres) / 1000 AS km FROM trips GROUP BY driver_id;
COMMIT;
