-- verdict: unsafe
-- hazard: none
-- why: the index was built before, but a deferrable unique constraint cannot arbitrate the ON CONFLICT of the old version
--- schema
CREATE TABLE playlist_items (playlist_id int NOT NULL, position int NOT NULL, song_id int NOT NULL);
ALTER TABLE playlist_items ADD CONSTRAINT playlist_items_pos UNIQUE (playlist_id, position);
CREATE UNIQUE INDEX playlist_items_pos2 ON playlist_items (playlist_id, position);
--- data
INSERT INTO playlist_items SELECT g, 1, 3 FROM generate_series(1, :rows) g;
--- old
INSERT INTO playlist_items VALUES (4, 1, 99) ON CONFLICT (playlist_id, position) DO UPDATE SET song_id = excluded.song_id;
SELECT song_id FROM playlist_items WHERE playlist_id = 5 AND position = 1;
DELETE FROM playlist_items WHERE playlist_id = 6;
--- queries
INSERT INTO playlist_items VALUES (4, 1, 99) ON CONFLICT (playlist_id, position) DO UPDATE SET song_id = excluded.song_id;
--- migration
BEGIN;
ALTER TABLE playlist_items DROP CONSTRAINT playlist_items_pos;
ALTER TABLE playlist_items ADD CONSTRAINT playlist_items_pos UNIQUE USING INDEX playlist_items_pos2 DEFERRABLE INITIALLY DEFERRED;
COMMIT;
