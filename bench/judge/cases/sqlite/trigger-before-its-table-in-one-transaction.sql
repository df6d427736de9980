-- verdict: safe
-- hazard: none
-- why: a trigger may name a table that comes later, and nobody sees the state between
--- schema
CREATE TABLE bookings (id INTEGER PRIMARY KEY AUTOINCREMENT, seat TEXT NOT NULL UNIQUE);
--- data
INSERT INTO bookings (seat) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 's' || n FROM g;
--- old
INSERT INTO bookings (seat) VALUES ('new') RETURNING id, seat;
INSERT INTO bookings (seat) VALUES ('s3') ON CONFLICT (seat) DO NOTHING RETURNING id;
SELECT id, seat FROM bookings WHERE seat = 's4';
DELETE FROM bookings WHERE seat = 's5' RETURNING id;
--- migration
BEGIN;
CREATE TRIGGER bookings_to_outbox AFTER INSERT ON bookings BEGIN
  INSERT INTO outbox (topic, ref) VALUES ('booking', NEW.id);
END;
CREATE TABLE outbox (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, ref INT NOT NULL, sent_at TEXT);
COMMIT;
