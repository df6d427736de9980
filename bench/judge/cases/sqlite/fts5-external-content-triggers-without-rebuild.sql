-- verdict: unsafe
-- hazard: none
-- why: rows from before are not in the index, so the 'delete' in the trigger takes out words that are not there and the old DELETE fails as malformed
--- schema
CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO posts SELECT i, 'word' || i FROM g;
--- old
DELETE FROM posts WHERE id = 5;
UPDATE posts SET body = 'x' WHERE id = 5;
SELECT id, body FROM posts WHERE id = 5;
INSERT INTO posts (body) VALUES ('Hello');
--- migration
CREATE VIRTUAL TABLE posts_fts USING fts5(body, content='posts', content_rowid='id');
CREATE TRIGGER posts_ai AFTER INSERT ON posts BEGIN
  INSERT INTO posts_fts(rowid, body) VALUES (new.id, new.body);
END;
CREATE TRIGGER posts_ad AFTER DELETE ON posts BEGIN
  INSERT INTO posts_fts(posts_fts, rowid, body) VALUES ('delete', old.id, old.body);
END;
CREATE TRIGGER posts_au AFTER UPDATE ON posts BEGIN
  INSERT INTO posts_fts(posts_fts, rowid, body) VALUES ('delete', old.id, old.body);
  INSERT INTO posts_fts(rowid, body) VALUES (new.id, new.body);
END;
