-- verdict: unsafe
-- hazard: data-loss
-- why: DROP TABLE deletes the rows first, and with foreign keys on this cascades to the songs
--- schema
CREATE TABLE albums (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE songs (id INTEGER PRIMARY KEY, album_id INT NOT NULL REFERENCES albums (id) ON DELETE CASCADE, name TEXT);
--- data
INSERT INTO albums (title) VALUES ('a'), ('b'), ('c');
INSERT INTO songs (album_id, name) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 1 + n % 3, 's' || n FROM g;
--- old
SELECT id, title FROM albums WHERE id = 2;
SELECT id, name FROM songs WHERE id = 4;
INSERT INTO songs (album_id, name) VALUES (1, 'x');
--- migration
PRAGMA foreign_keys = ON;
BEGIN;
PRAGMA foreign_keys = OFF;
CREATE TABLE albums_new (id INTEGER PRIMARY KEY, title TEXT, label TEXT);
INSERT INTO albums_new (id, title) SELECT id, title FROM albums;
DROP TABLE albums;
ALTER TABLE albums_new RENAME TO albums;
COMMIT;
