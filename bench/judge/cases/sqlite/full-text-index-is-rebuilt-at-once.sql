-- verdict: unsafe
-- hazard: scan
-- why: the virtual table and its triggers are free, but 'rebuild' reads and indexes every document under the write lock
--- schema
CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO docs SELECT i, 'title ' || i, 'some words ' || i FROM g;
--- old
INSERT INTO docs (title, body) VALUES ('a', 'b');
SELECT title FROM docs WHERE id = 5;
DELETE FROM docs WHERE id = 5;
--- migration
CREATE VIRTUAL TABLE docs_fts USING fts5 (title, body, content='docs', content_rowid='id');
CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN
  INSERT INTO docs_fts (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;
INSERT INTO docs_fts (docs_fts) VALUES ('rebuild');
