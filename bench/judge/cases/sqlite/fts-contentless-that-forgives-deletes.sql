-- verdict: safe
-- hazard: none
-- why: with contentless_delete a plain DELETE of a row that was never indexed does nothing
--- schema
CREATE TABLE wiki_pages (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);
--- data
INSERT INTO wiki_pages (title, text) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 't' || n, 'words ' || n FROM g;
--- old
SELECT id, title, text FROM wiki_pages WHERE id = 4;
INSERT INTO wiki_pages (title, text) VALUES ('a', 'b') RETURNING id, title;
UPDATE wiki_pages SET text = 'c' WHERE id = 5 RETURNING text;
DELETE FROM wiki_pages WHERE id = 6 RETURNING title;
--- migration
CREATE VIRTUAL TABLE wiki_search USING fts5(title, text, content='', contentless_delete=1);
CREATE TRIGGER wiki_pages_ai AFTER INSERT ON wiki_pages BEGIN
  INSERT INTO wiki_search (rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text);
END;
CREATE TRIGGER wiki_pages_au AFTER UPDATE ON wiki_pages BEGIN
  DELETE FROM wiki_search WHERE rowid = OLD.id;
  INSERT INTO wiki_search (rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text);
END;
CREATE TRIGGER wiki_pages_ad AFTER DELETE ON wiki_pages BEGIN
  DELETE FROM wiki_search WHERE rowid = OLD.id;
END;
