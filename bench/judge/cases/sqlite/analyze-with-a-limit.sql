-- verdict: safe
-- hazard: none
-- why: with analysis_limit ANALYZE looks at a few hundred entries of each index instead of all of them
--- schema
CREATE TABLE visits (id INTEGER PRIMARY KEY, host TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX visits_host_at ON visits (host, at);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO visits SELECT i, 'h' || i, i FROM g;
--- old
SELECT id, at FROM visits WHERE host = 'h7';
INSERT INTO visits (host, at) VALUES ('x', 1);
DELETE FROM visits WHERE id = 8;
--- migration
PRAGMA analysis_limit = 400;
ANALYZE visits;
