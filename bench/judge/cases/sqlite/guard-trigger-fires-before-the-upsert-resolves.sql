-- verdict: unsafe
-- hazard: none
-- why: a BEFORE INSERT trigger runs before the conflict is seen, so the recorded upsert on a taken key is aborted
--- schema
CREATE TABLE seats (seat_no TEXT PRIMARY KEY NOT NULL, passenger TEXT, checked_in INTEGER NOT NULL DEFAULT 0);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO seats SELECT 'A' || i, 'p' || i, 0 FROM g;
--- old
INSERT INTO seats (seat_no, passenger) VALUES ('A5', 'Ida') ON CONFLICT (seat_no) DO UPDATE SET passenger = excluded.passenger;
INSERT INTO seats (seat_no, passenger) VALUES ('B1', 'Ida');
SELECT seat_no, passenger, checked_in FROM seats WHERE seat_no = 'A7';
UPDATE seats SET checked_in = 1 WHERE seat_no = 'A7';
--- queries
INSERT INTO seats (seat_no, passenger) VALUES ('A5', 'Ida') ON CONFLICT (seat_no) DO UPDATE SET passenger = excluded.passenger;
--- migration
CREATE TRIGGER seats_no_double BEFORE INSERT ON seats
WHEN EXISTS (SELECT 1 FROM seats WHERE seat_no = NEW.seat_no)
BEGIN
  SELECT RAISE(ABORT, 'seat is taken');
END;
