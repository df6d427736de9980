-- verdict: unsafe
-- hazard: scan
-- why: on a STRICT table every ADD COLUMN checks all rows while it holds the write lock
--- schema
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  sensor TEXT NOT NULL,
  celsius REAL NOT NULL
) STRICT;
--- data
INSERT INTO readings (sensor, celsius) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 's' || n, n / 7.0 FROM g;
--- old
INSERT INTO readings (sensor, celsius) VALUES ('s1', 20.5);
SELECT id, sensor, celsius FROM readings WHERE id = 9;
DELETE FROM readings WHERE id = 3;
--- migration
ALTER TABLE readings ADD COLUMN battery INTEGER;
