-- verdict: safe
-- hazard: none
-- why: the child is new and empty, its index costs nothing, and deletes of the parent still go through
--- schema
CREATE TABLE playlists (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO playlists SELECT i, 'p' || i FROM g;
--- old
SELECT id, title FROM playlists WHERE id = 9;
INSERT INTO playlists (title) VALUES ('Run');
UPDATE playlists SET title = 'Walk' WHERE id = 9 RETURNING id;
DELETE FROM playlists WHERE id = 9 RETURNING id;
--- migration
CREATE TABLE playlist_tracks (
  playlist_id INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  track TEXT NOT NULL,
  PRIMARY KEY (playlist_id, position)
) WITHOUT ROWID;
CREATE INDEX playlist_tracks_track ON playlist_tracks (track);
