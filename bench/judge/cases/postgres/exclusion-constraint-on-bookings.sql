-- verdict: unsafe
-- hazard: scan
-- why: the GiST index is built under a lock that blocks writes (no CONCURRENTLY, no NOT VALID), and overlapping rows are refused after
--- schema
create table room_bookings (
  id integer primary key,
  room int4range not null,
  guest text
);
--- data
insert into room_bookings select g, int4range(g * 10, g * 10 + 5), null from generate_series(1, :rows) g;
--- old
select id, guest from room_bookings where id = 1;
insert into room_bookings values (-1, '[11,12]', 'x');
update room_bookings set guest = 'y' where id = 2;
delete from room_bookings where id = 3;
--- migration
alter table room_bookings add constraint no_double_booking exclude using gist (room with &&);
