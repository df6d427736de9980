-- verdict: safe
-- hazard: none
-- why: an identity column needs no right to a sequence, and the insert itself is granted
-- role: bookings_app
--- schema
create role bookings_app;
CREATE TABLE bookings (id int PRIMARY KEY, seats int NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO bookings_app;
--- data
INSERT INTO bookings SELECT g, 2 FROM generate_series(1, :rows) g;
--- old
UPDATE bookings SET seats = 5 WHERE id = 6;
DELETE FROM bookings WHERE id = 8;
INSERT INTO bookings VALUES (-1, 5);
SELECT seats FROM bookings WHERE id = 7;
--- migration
CREATE TABLE booking_history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, booking_id int NOT NULL, seats int NOT NULL, at timestamptz NOT NULL DEFAULT now());
GRANT INSERT ON booking_history TO bookings_app;
CREATE FUNCTION keep_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO booking_history (booking_id, seats) VALUES (OLD.id, OLD.seats);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_booking AFTER UPDATE OR DELETE ON bookings FOR EACH ROW EXECUTE FUNCTION keep_booking();
