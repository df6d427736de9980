-- verdict: unsafe
-- hazard: none
-- why: the view joins by all common names; once both tables have a version column, rows whose versions differ vanish
--- schema
CREATE TABLE books (isbn TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1);
CREATE TABLE stock (isbn TEXT PRIMARY KEY NOT NULL, on_hand INTEGER NOT NULL);
CREATE VIEW shelf AS SELECT isbn, title, on_hand FROM books NATURAL JOIN stock;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO books SELECT 'i' || i, 't' || i, 1 + i % 3 FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO stock SELECT 'i' || i, i FROM g;
--- old
SELECT title, on_hand FROM shelf WHERE isbn = 'i7';
UPDATE stock SET on_hand = 3 WHERE isbn = 'i7';
INSERT INTO stock (isbn, on_hand) VALUES ('n', 1);
--- migration
ALTER TABLE stock ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
