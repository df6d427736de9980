-- verdict: safe
-- hazard: none
-- why: the long read comes before the ALTER, so the strong lock is taken at the end of the transaction and let go at once
--- schema
CREATE TABLE couriers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE rides (id bigserial PRIMARY KEY, courier_id int NOT NULL, metres int NOT NULL);
--- data
INSERT INTO couriers SELECT g, 'd' || g FROM generate_series(1, 40) g;
INSERT INTO rides (courier_id, metres) SELECT 1 + g % 40, g FROM generate_series(1, :rows) g;
--- old
SELECT name FROM couriers WHERE id = 3;
INSERT INTO couriers VALUES (900, 'Neu');
UPDATE couriers SET name = 'x' WHERE id = 4;
INSERT INTO rides (courier_id, metres) VALUES (4, 900);
DELETE FROM rides WHERE id = 4;
--- migration
BEGIN;
CREATE TABLE courier_totals AS SELECT courier_id, sum(metres) / 1000 AS km FROM rides GROUP BY courier_id;
CREATE INDEX ON courier_totals (courier_id);
ALTER TABLE couriers ADD COLUMN total_km integer;
COMMIT;
