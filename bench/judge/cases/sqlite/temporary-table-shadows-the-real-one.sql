-- verdict: safe
-- hazard: none
-- why: within this connection the name means the temporary table, which DROP TABLE drops; the real one stays
--- schema
CREATE TABLE import_rows (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE imports (id INTEGER PRIMARY KEY, file TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO import_rows SELECT i, 'l' || i FROM g;
--- old
SELECT line FROM import_rows WHERE id = 4;
INSERT INTO import_rows (line) VALUES ('x');
INSERT INTO imports (file) VALUES ('a.csv');
--- migration
CREATE TEMPORARY TABLE import_rows (kind TEXT NOT NULL, sort INTEGER NOT NULL);
INSERT INTO import_rows VALUES ('csv', 1), ('xlsx', 2);
CREATE TABLE import_kinds (kind TEXT PRIMARY KEY NOT NULL, sort INTEGER NOT NULL);
INSERT INTO import_kinds (kind, sort) SELECT kind, sort FROM import_rows;
DROP TABLE import_rows;
