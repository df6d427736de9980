-- verdict: safe
-- hazard: none
-- why: an index of this name exists, so IF NOT EXISTS does nothing, although the columns differ
--- schema
CREATE TABLE articles (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, body TEXT);
CREATE INDEX idx_articles_slug ON articles (slug);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO articles SELECT i, 's' || (i / 2), 'b' FROM g;
--- old
INSERT INTO articles (slug, body) VALUES ('s1', 'again');
SELECT id, body FROM articles WHERE slug = 's4';
UPDATE articles SET slug = 's9' WHERE id = 3;
--- migration
CREATE UNIQUE INDEX IF NOT EXISTS idx_articles_slug ON articles (slug, id);
