-- verdict: safe
-- hazard: none
-- why: an index of that name is there (on another column), so IF NOT EXISTS does nothing at all, not even read the table
--- schema
CREATE TABLE bookings (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, room_id INTEGER NOT NULL, starts_on TEXT NOT NULL);
CREATE INDEX idx_bookings ON bookings (guest_id);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO bookings SELECT i, i % 40, i % 9, '2026-01-01' FROM g;
--- old
SELECT id, guest_id, room_id, starts_on FROM bookings WHERE guest_id = 3 ORDER BY id LIMIT 2;
INSERT INTO bookings (guest_id, room_id, starts_on) VALUES (3, 4, '2026-05-01');
INSERT INTO bookings (guest_id, room_id, starts_on) VALUES (3, 1, '2026-01-01');
UPDATE bookings SET room_id = 8 WHERE id = 5 RETURNING room_id;
--- migration
CREATE UNIQUE INDEX IF NOT EXISTS idx_bookings ON bookings (room_id, starts_on);
