-- verdict: unsafe
-- hazard: data-loss
-- why: the first DROP takes the temporary table, the second finds the real table of the same name
--- schema
CREATE TABLE staging (id INTEGER PRIMARY KEY, payload TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO staging SELECT i, 'p' || i FROM g;
--- old
SELECT payload FROM staging WHERE id = 4;
INSERT INTO staging (payload) VALUES ('x');
--- migration
CREATE TEMP TABLE staging (k TEXT);
INSERT INTO staging VALUES ('a');
DROP TABLE staging;
DROP TABLE IF EXISTS staging;
