-- verdict: unsafe
-- hazard: rewrite
-- why: VACUUM copies the whole database file, keeping writers out until it is done; the pragma alone would do nothing
--- schema
CREATE TABLE samples (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE INDEX samples_body ON samples (body);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO samples SELECT i, 'body ' || i FROM g;
--- old
SELECT id, body FROM samples WHERE id = 5;
INSERT INTO samples (body) VALUES ('x') RETURNING body;
UPDATE samples SET body = 'y' WHERE id = 5;
--- migration
PRAGMA journal_mode = DELETE;
PRAGMA page_size = 8192;
VACUUM;
