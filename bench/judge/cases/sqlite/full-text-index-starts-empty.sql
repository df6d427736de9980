-- verdict: safe
-- hazard: none
-- why: an FTS5 table with its own content is created empty and a trigger feeds it from new rows only
--- schema
CREATE TABLE recipes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, steps TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO recipes SELECT i, 'soup ' || i, 'boil' FROM g;
--- old
INSERT INTO recipes (title, steps) VALUES ('Cake', NULL) RETURNING id, title;
SELECT title, steps FROM recipes WHERE id = 5;
UPDATE recipes SET steps = 'bake' WHERE id = 5;
DELETE FROM recipes WHERE id = 5;
--- migration
CREATE VIRTUAL TABLE recipes_search USING fts5 (title, steps);
CREATE TRIGGER recipes_search_ai AFTER INSERT ON recipes BEGIN
  INSERT INTO recipes_search (rowid, title, steps) VALUES (NEW.id, NEW.title, NEW.steps);
END;
