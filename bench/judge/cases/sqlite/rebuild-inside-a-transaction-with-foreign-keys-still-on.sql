-- verdict: unsafe
-- hazard: data-loss
-- why: PRAGMA foreign_keys = OFF does nothing inside a transaction, so DROP TABLE deletes the parents and cascades to all tracks
--- schema
CREATE TABLE albums (id INTEGER PRIMARY KEY, title TEXT NOT NULL, year TEXT);
CREATE TABLE tracks (id INTEGER PRIMARY KEY, album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE, name TEXT NOT NULL);
CREATE INDEX tracks_album ON tracks (album_id);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO albums SELECT i, 'a' || i, 1990 FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO tracks SELECT i, i, 't' || i FROM g;
--- old
SELECT id, name FROM tracks WHERE album_id = 8;
SELECT title, year FROM albums WHERE id = 8;
INSERT INTO albums (title, year) VALUES ('New', '2001');
--- migration
PRAGMA foreign_keys = ON;
BEGIN;
PRAGMA foreign_keys = OFF;
CREATE TABLE albums_new (id INTEGER PRIMARY KEY, title TEXT NOT NULL COLLATE NOCASE, year TEXT);
INSERT INTO albums_new (id, title, year) SELECT id, title, year FROM albums;
DROP TABLE albums;
ALTER TABLE albums_new RENAME TO albums;
COMMIT;
