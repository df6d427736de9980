-- verdict: unsafe
-- hazard: none
-- why: rows inserted without the new column refer to queue 1, which does not exist
--- schema
CREATE TABLE tickets (id INTEGER PRIMARY KEY, subject TEXT NOT NULL);
--- data
INSERT INTO tickets (subject) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 's' || n FROM g;
--- old
SELECT id, subject FROM tickets WHERE id = 4;
INSERT INTO tickets (subject) VALUES ('help');
UPDATE tickets SET subject = 'x' WHERE id = 3;
--- queries
PRAGMA foreign_keys = ON;
SELECT id, subject FROM tickets WHERE id = ?;
INSERT INTO tickets (subject) VALUES (?);
UPDATE tickets SET subject = ? WHERE id = ?;
--- migration
PRAGMA foreign_keys = OFF;
CREATE TABLE queues (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
ALTER TABLE tickets ADD COLUMN queue_id INTEGER NOT NULL DEFAULT 1 REFERENCES queues (id);
PRAGMA foreign_keys = ON;
