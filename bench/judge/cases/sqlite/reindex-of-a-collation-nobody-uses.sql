-- verdict: safe
-- hazard: none
-- why: REINDEX with a collation's name visits only the indexes that use it, and here none does
--- schema
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, lang TEXT NOT NULL);
CREATE INDEX tags_lang ON tags (lang, name);
--- data
INSERT INTO tags (name, lang) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 't' || n, 'en' FROM g;
--- old
SELECT id, name FROM tags WHERE name = 't4';
INSERT INTO tags (name, lang) VALUES ('x', 'de') RETURNING name;
SELECT count(*) AS n FROM tags WHERE lang = 'en';
--- migration
REINDEX nocase;
