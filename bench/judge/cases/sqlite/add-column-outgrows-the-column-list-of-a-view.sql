-- verdict: unsafe
-- hazard: none
-- why: the view names two columns for a SELECT *; with a third column every query on the view fails
--- schema
CREATE TABLE cities (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE VIEW city_options (value, label) AS SELECT * FROM cities;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO cities SELECT i, 'c' || i FROM g;
--- old
SELECT value, label FROM city_options WHERE value = 7;
SELECT id, title FROM cities WHERE id = 7;
INSERT INTO cities (title) VALUES ('Graz');
--- migration
ALTER TABLE cities ADD COLUMN country TEXT;
