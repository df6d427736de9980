-- verdict: unsafe
-- hazard: data-loss
-- why: what looks like a comment is run by a server of version 8.0 or later
-- server-version: 8.0.36
--- schema
CREATE TABLE playlists (id int PRIMARY KEY AUTO_INCREMENT, title varchar(80) NOT NULL, cover_url varchar(255) NULL);
--- data
INSERT INTO playlists (title, cover_url) VALUES ('a', 'https://c/1'), ('b', 'https://c/2');
--- old
SELECT title, cover_url FROM playlists WHERE id = 1;
INSERT INTO playlists (title, cover_url) VALUES ('x', 'https://c/3');
--- migration
ALTER TABLE playlists ADD COLUMN cover_id bigint NULL /*!80000 , DROP COLUMN cover_url */;
