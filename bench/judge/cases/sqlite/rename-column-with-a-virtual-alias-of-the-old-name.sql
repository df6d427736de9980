-- verdict: unsafe
-- hazard: none
-- why: a generated column keeps the old name readable, but the old writes to it fail
--- schema
CREATE TABLE venues (id INTEGER PRIMARY KEY, title TEXT NOT NULL, seats INTEGER NOT NULL DEFAULT 0);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO venues SELECT i, 'v' || i, i FROM g;
--- old
SELECT id, seats FROM venues WHERE id = 2;
INSERT INTO venues (title, seats) VALUES ('Hall', 40);
UPDATE venues SET seats = 50 WHERE id = 2;
--- migration
ALTER TABLE venues RENAME COLUMN seats TO capacity;
ALTER TABLE venues ADD COLUMN seats INTEGER GENERATED ALWAYS AS (capacity) VIRTUAL;
