-- verdict: safe
-- hazard: none
-- why: auto_vacuum of a database that has tables changes nothing before the next VACUUM; the rest is header and one setting
--- schema
CREATE TABLE pages (url TEXT PRIMARY KEY, html TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO pages SELECT 'u' || i, '<html>' || i FROM g;
--- old
SELECT html FROM pages WHERE url = 'u4';
INSERT INTO pages VALUES ('u', 'h') ON CONFLICT (url) DO UPDATE SET html = excluded.html;
DELETE FROM pages WHERE url = 'u9';
--- migration
PRAGMA auto_vacuum = FULL;
PRAGMA user_version = 42;
PRAGMA application_id = 1196444487;
