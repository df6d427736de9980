-- verdict: unsafe
-- hazard: none
-- why: with foreign keys on, "foreign key mismatch" is raised when a row of the parent is deleted, since articles.ean has no unique index
--- schema
CREATE TABLE articles (id INTEGER PRIMARY KEY, ean TEXT NOT NULL, label TEXT NOT NULL);
CREATE INDEX articles_ean ON articles (ean);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO articles SELECT i, 'e' || i, 'l' || i FROM g;
--- old
SELECT id, ean, label FROM articles WHERE ean = 'e4';
INSERT INTO articles (ean, label) VALUES ('e-new', 'Mug');
UPDATE articles SET ean = 'e4b' WHERE id = 4;
DELETE FROM articles WHERE id = 4;
--- queries
PRAGMA foreign_keys = ON;
DELETE FROM articles WHERE id = 4;
--- migration
CREATE TABLE article_images (id INTEGER PRIMARY KEY, ean TEXT NOT NULL REFERENCES articles (ean) ON DELETE CASCADE, url TEXT NOT NULL);
