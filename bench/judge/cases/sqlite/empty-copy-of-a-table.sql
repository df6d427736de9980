-- verdict: safe
-- hazard: none
-- why: WHERE 0 is never true, so the copy takes the columns and reads no row
--- schema
CREATE TABLE measurements (id INTEGER PRIMARY KEY, station TEXT NOT NULL, value REAL);
--- data
INSERT INTO measurements (station, value) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 's' || n, n FROM g;
--- old
SELECT id, station, value FROM measurements WHERE id = 4;
INSERT INTO measurements (station, value) VALUES ('x', 1) RETURNING station;
UPDATE measurements SET value = 2 WHERE id = 3 RETURNING value;
--- migration
CREATE TABLE measurements_2027 AS SELECT * FROM measurements WHERE 0;
CREATE INDEX measurements_2027_station ON measurements_2027 (station);
