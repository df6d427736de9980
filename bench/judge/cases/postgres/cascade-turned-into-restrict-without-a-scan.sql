-- verdict: unsafe
-- hazard: none
-- why: NOT VALID spares the scan, but deleting an album relied on ON DELETE CASCADE and now fails
--- schema
CREATE TABLE albums (id bigserial PRIMARY KEY, title text NOT NULL);
CREATE TABLE photos (id bigserial PRIMARY KEY, album_id bigint NOT NULL, url text NOT NULL,
  CONSTRAINT photos_album_id_foreign FOREIGN KEY (album_id) REFERENCES albums (id) ON DELETE CASCADE);
CREATE INDEX photos_album_id ON photos (album_id);
--- data
INSERT INTO albums (title) SELECT 'a' || g FROM generate_series(1, 200) g;
INSERT INTO photos (album_id, url) SELECT 1 + g % 200, '/' || g FROM generate_series(1, :rows) g;
--- old
DELETE FROM albums WHERE id = 4;
INSERT INTO photos (album_id, url) VALUES (5, '/n');
SELECT id, title FROM albums WHERE id = 6;
SELECT count(*) FROM photos WHERE album_id = 7;
--- migration
ALTER TABLE photos DROP CONSTRAINT photos_album_id_foreign, ADD CONSTRAINT photos_album_id_foreign FOREIGN KEY (album_id) REFERENCES albums (id) NOT VALID;
ALTER TABLE photos VALIDATE CONSTRAINT photos_album_id_foreign;
