-- verdict: safe
-- hazard: none
-- why: analysis_limit lets ANALYZE look at a bounded part of each index
--- schema
CREATE TABLE tracks (id INTEGER PRIMARY KEY, artist TEXT NOT NULL, album TEXT NOT NULL);
CREATE INDEX tracks_artist ON tracks (artist);
CREATE INDEX tracks_album ON tracks (album, artist);
--- data
INSERT INTO tracks (artist, album) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'a' || (n % 300), 'b' || n FROM g;
--- old
SELECT id, artist, album FROM tracks WHERE artist = 'a4' ORDER BY id LIMIT 3;
INSERT INTO tracks (artist, album) VALUES ('x', 'y') RETURNING artist;
--- migration
PRAGMA analysis_limit = 100;
ANALYZE;
