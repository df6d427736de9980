-- verdict: unsafe
-- hazard: scan
-- why: the target is new, but the INSERT reads the whole old table while its write transaction locks the database
--- schema
CREATE TABLE plays (id INTEGER PRIMARY KEY, song_id INTEGER NOT NULL, day TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO plays SELECT i, i % 30, '2024-01-' || (i % 28) FROM g;
--- old
INSERT INTO plays (song_id, day) VALUES (3, '2024-02-01');
SELECT count(*) FROM plays WHERE song_id = 3;
--- migration
CREATE TABLE song_totals (song_id INTEGER PRIMARY KEY, plays INTEGER NOT NULL);
INSERT INTO song_totals (song_id, plays) SELECT song_id, count(*) FROM plays GROUP BY song_id;
