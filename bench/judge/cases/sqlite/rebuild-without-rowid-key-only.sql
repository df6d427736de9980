-- verdict: unsafe
-- hazard: rewrite
-- why: the copy has no rowid, which a recorded query pages by
--- schema
CREATE TABLE access_log (request_id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL);
--- data
INSERT INTO access_log with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'q' || n, '/p' FROM g;
--- old
SELECT rowid, path FROM access_log WHERE rowid > 100 ORDER BY rowid LIMIT 5;
INSERT INTO access_log (request_id, path) VALUES ('x', '/');
--- queries
SELECT rowid, path FROM access_log WHERE rowid > ? ORDER BY rowid LIMIT 5;
INSERT INTO access_log (request_id, path) VALUES (?, ?);
--- migration
BEGIN;
CREATE TABLE access_log_new (request_id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO access_log_new SELECT request_id, path FROM access_log;
DROP TABLE access_log;
ALTER TABLE access_log_new RENAME TO access_log;
COMMIT;
