-- verdict: unsafe
-- hazard: none
-- why: the added column may be NULL, but the trigger aborts each insert that, like the old ones, leaves it so
--- schema
CREATE TABLE bookings (id INTEGER PRIMARY KEY, guest TEXT NOT NULL, nights INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO bookings SELECT i, 'g' || i, 2 FROM g;
--- old
INSERT INTO bookings (guest, nights) VALUES ('Kim', 4);
SELECT guest, nights FROM bookings WHERE id = 5;
UPDATE bookings SET nights = 3 WHERE id = 5;
--- migration
ALTER TABLE bookings ADD COLUMN tenant_id INTEGER;
CREATE TRIGGER bookings_tenant BEFORE INSERT ON bookings WHEN NEW.tenant_id IS NULL BEGIN
  SELECT RAISE(ABORT, 'tenant_id is required');
END;
