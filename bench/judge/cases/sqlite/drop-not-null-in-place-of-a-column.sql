-- verdict: safe
-- hazard: none
-- why: since 3.53 NOT NULL is taken from a column without a rebuild
--- schema
CREATE TABLE appointments (id INTEGER PRIMARY KEY, room TEXT NOT NULL, starts_at TEXT NOT NULL);
--- data
INSERT INTO appointments (room, starts_at) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'r' || n, 's' || n FROM g;
--- old
SELECT id, room, starts_at FROM appointments WHERE id = 4;
INSERT INTO appointments (room, starts_at) VALUES ('r', 's') RETURNING room;
UPDATE appointments SET room = 'q' WHERE id = 4 RETURNING room;
--- migration
ALTER TABLE appointments ALTER COLUMN room DROP NOT NULL;
