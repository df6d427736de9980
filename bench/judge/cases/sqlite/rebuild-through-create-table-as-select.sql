-- verdict: unsafe
-- hazard: rewrite
-- why: all rows are copied, and the copy has no primary key, no default and no NOT NULL, so new rows get NULL as their id
--- schema
CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, views INTEGER NOT NULL DEFAULT 0);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO posts SELECT i, 't' || i, i FROM g;
--- old
INSERT INTO posts (title) VALUES ('Hello') RETURNING id IS NOT NULL AS has_id, views;
SELECT id, title, views FROM posts WHERE id = 7;
UPDATE posts SET views = views + 1 WHERE id = 7;
--- migration
BEGIN;
CREATE TABLE posts_copy AS SELECT id, title, views, NULL AS lead FROM posts;
DROP TABLE posts;
ALTER TABLE posts_copy RENAME TO posts;
COMMIT;
