-- verdict: unsafe
-- hazard: scan
-- why: ORDER BY a column without an index reads and sorts all rows before LIMIT takes a few
--- schema
CREATE TABLE events (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, happened_at INT NOT NULL);
--- data
INSERT INTO events (kind, happened_at) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'k', (n * 7919) % 100003 FROM g;
--- old
SELECT id, kind, happened_at FROM events WHERE id = 4;
INSERT INTO events (kind, happened_at) VALUES ('x', 1);
--- migration
ALTER TABLE events ADD COLUMN day TEXT;
UPDATE events SET day = date(happened_at, 'unixepoch')
WHERE id IN (SELECT id FROM events ORDER BY happened_at LIMIT 200);
