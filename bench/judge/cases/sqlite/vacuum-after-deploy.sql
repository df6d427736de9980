-- verdict: unsafe
-- hazard: rewrite
-- why: auto_vacuum alone waits for a VACUUM, and the VACUUM rewrites the whole file under an exclusive lock
--- schema
CREATE TABLE pages (url TEXT PRIMARY KEY, html TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO pages SELECT 'u' || i, '<html>' || i FROM g;
--- old
SELECT html FROM pages WHERE url = 'u4';
INSERT INTO pages VALUES ('u', 'h') ON CONFLICT (url) DO UPDATE SET html = excluded.html;
--- migration
PRAGMA auto_vacuum = INCREMENTAL;
VACUUM;
