-- verdict: safe
-- hazard: none
-- why: the subquery walks the primary key and stops after 500 rows, so the lock lasts as long for any size of the table
--- schema
CREATE TABLE tracks (id INTEGER PRIMARY KEY, title TEXT NOT NULL, seconds INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO tracks SELECT i, 't' || i, i % 300 FROM g;
--- old
SELECT id, title, seconds FROM tracks WHERE id = 5;
INSERT INTO tracks (title, seconds) VALUES ('Intro', 30) RETURNING title;
UPDATE tracks SET seconds = 31 WHERE id = 5 RETURNING seconds;
--- migration
ALTER TABLE tracks ADD COLUMN duration_ms INTEGER;
UPDATE tracks SET duration_ms = seconds * 1000 WHERE id IN (SELECT id FROM tracks ORDER BY id LIMIT 500);
