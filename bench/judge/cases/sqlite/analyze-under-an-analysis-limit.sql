-- verdict: safe
-- hazard: none
-- why: with analysis_limit ANALYZE looks at some 200 rows of each index only, so its write lock is brief
--- schema
CREATE TABLE visits (id INTEGER PRIMARY KEY, page TEXT NOT NULL, country TEXT NOT NULL);
CREATE INDEX visits_page ON visits (page);
CREATE INDEX visits_country ON visits (country, page);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO visits SELECT i, '/p' || (i % 50), 'c' || (i % 20) FROM g;
--- old
SELECT count(*) AS n FROM visits WHERE page = '/p7';
INSERT INTO visits (page, country) VALUES ('/', 'AT') RETURNING page;
SELECT id, page, country FROM visits WHERE id = 11;
DELETE FROM visits WHERE id = 11;
--- migration
PRAGMA analysis_limit = 200;
ANALYZE;
