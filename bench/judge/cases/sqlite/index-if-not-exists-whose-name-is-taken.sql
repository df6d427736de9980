-- verdict: safe
-- hazard: none
-- why: an index of this name exists on other columns, so the statement does nothing
--- schema
CREATE TABLE bookings (id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL, starts_on date NOT NULL, guest varchar);
CREATE INDEX index_bookings_on_room ON bookings (room_id);
--- data
insert into bookings select g, g % 30, '2024-01-01', 'g' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
INSERT INTO bookings (room_id, starts_on, guest) VALUES (3, '2024-01-01', 'x');
INSERT INTO bookings (room_id, starts_on, guest) VALUES (3, '2024-01-01', 'g3');
SELECT count(*) FROM bookings WHERE room_id = 4;
--- migration
CREATE UNIQUE INDEX IF NOT EXISTS index_bookings_on_room ON bookings (room_id, starts_on);
