-- verdict: unsafe
-- hazard: scan
-- why: the table is there already with rows, so only the index is new, and building it reads the table
--- schema
CREATE TABLE sessions (token TEXT PRIMARY KEY NOT NULL, user_id INTEGER NOT NULL, seen_at INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO sessions SELECT 't' || i, i % 90, i FROM g;
--- old
SELECT token, user_id, seen_at FROM sessions WHERE token = 't8';
INSERT INTO sessions (token, user_id, seen_at) VALUES ('n', 1, 1) RETURNING token;
UPDATE sessions SET seen_at = 2 WHERE token = 't8';
DELETE FROM sessions WHERE token = 't8';
--- migration
CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY NOT NULL, user_id INTEGER NOT NULL, seen_at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS sessions_user_id ON sessions (user_id);
