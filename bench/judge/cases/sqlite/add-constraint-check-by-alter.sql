-- verdict: unsafe
-- hazard: scan
-- why: SQLite 3.53 reads all rows to test the new CHECK, and afterwards a booking without guests is refused
-- server-version: 3.53
--- schema
CREATE TABLE reservations (id INTEGER PRIMARY KEY, day TEXT NOT NULL, guests INTEGER NOT NULL DEFAULT 0);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO reservations SELECT i, '2026-01-01', 1 + i % 6 FROM g;
--- old
INSERT INTO reservations (day) VALUES ('2026-06-01');
SELECT id, day, guests FROM reservations WHERE id = 5;
UPDATE reservations SET guests = 4 WHERE id = 5;
--- migration
ALTER TABLE reservations ADD CONSTRAINT reservations_guests CHECK (guests > 0);
