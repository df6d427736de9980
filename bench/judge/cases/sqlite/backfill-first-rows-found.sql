-- verdict: safe
-- hazard: none
-- why: all rows are NULL in the new column, so the subquery stops after 500 of them
--- schema
CREATE TABLE articles (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL);
--- data
INSERT INTO articles (title) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'Title ' || n FROM g;
--- old
SELECT id, title FROM articles WHERE id = 4;
INSERT INTO articles (title) VALUES ('new') RETURNING title;
DELETE FROM articles WHERE id = 40 RETURNING title;
--- migration
ALTER TABLE articles ADD COLUMN slug TEXT;
UPDATE articles SET slug = lower(replace(title, ' ', '-'))
WHERE id IN (SELECT id FROM articles WHERE slug IS NULL LIMIT 500);
