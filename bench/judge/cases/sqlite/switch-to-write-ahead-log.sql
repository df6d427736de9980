-- verdict: safe
-- hazard: none
-- why: the journal mode changes a header byte and lets readers go on beside the writer; no statement notices
--- schema
CREATE TABLE hits (id INTEGER PRIMARY KEY, path TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO hits SELECT i, '/' || i FROM g;
--- old
SELECT path FROM hits WHERE id = 3;
INSERT INTO hits (path) VALUES ('/x') RETURNING path;
DELETE FROM hits WHERE id = 3;
--- migration
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA busy_timeout = 5000;
