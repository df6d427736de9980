-- verdict: safe
-- hazard: none
-- why: on a database that has tables the pragma changes nothing until a VACUUM is run, and none is
--- schema
CREATE TABLE uploads (id INTEGER PRIMARY KEY, path TEXT NOT NULL, bytes INTEGER NOT NULL);
CREATE INDEX uploads_path ON uploads (path);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO uploads SELECT i, '/f/' || i, i * 3 FROM g;
--- old
SELECT id, path, bytes FROM uploads WHERE path = '/f/7';
INSERT INTO uploads (path, bytes) VALUES ('/f/new', 12) RETURNING bytes;
DELETE FROM uploads WHERE id = 9;
UPDATE uploads SET bytes = 1 WHERE id = 9;
--- migration
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA user_version = 14;
ALTER TABLE uploads ADD COLUMN mime TEXT;
