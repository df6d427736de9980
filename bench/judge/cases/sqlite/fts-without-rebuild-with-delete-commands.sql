-- verdict: unsafe
-- hazard: none
-- why: the rows of before are not in the index, so the triggers' delete command for them ends as a malformed database
--- schema
CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);
--- data
INSERT INTO posts (title, body) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'title ' || n, 'some words ' || n FROM g;
--- old
SELECT id, title, body FROM posts WHERE id = 3;
INSERT INTO posts (title, body) VALUES ('a', 'b') RETURNING id;
UPDATE posts SET body = 'other' WHERE id = 4;
DELETE FROM posts WHERE id = 5;
--- migration
CREATE VIRTUAL TABLE posts_fts USING fts5(title, body, content='posts', content_rowid='id');
CREATE TRIGGER posts_ai AFTER INSERT ON posts BEGIN
  INSERT INTO posts_fts (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;
CREATE TRIGGER posts_ad AFTER DELETE ON posts BEGIN
  INSERT INTO posts_fts (posts_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
END;
CREATE TRIGGER posts_au AFTER UPDATE ON posts BEGIN
  INSERT INTO posts_fts (posts_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
  INSERT INTO posts_fts (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;
