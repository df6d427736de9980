-- verdict: unsafe
-- hazard: scan
-- why: ANALYZE opens a write transaction for sqlite_stat1 and reads every index from end to end within it
--- schema
CREATE TABLE visits (id INTEGER PRIMARY KEY, host TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX visits_host_at ON visits (host, at);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO visits SELECT i, 'h' || i || CASE WHEN i > 9 THEN hex(zeroblob(50)) ELSE '' END, i FROM g;
--- old
SELECT id, at FROM visits WHERE host = 'h7';
INSERT INTO visits (host, at) VALUES ('x', 1);
DELETE FROM visits WHERE id = 8;
--- migration
ANALYZE;
