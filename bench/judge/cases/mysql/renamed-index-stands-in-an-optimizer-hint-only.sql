-- verdict: safe
-- hazard: none
-- why: an optimizer hint that names a missing index gives a warning, other than FORCE INDEX
-- server-version: 8.0.36
--- schema
create table bookings (
  id bigint not null auto_increment primary key,
  hotel_id int not null,
  checkin date not null,
  key idx_hotel (hotel_id, checkin)
);
--- data

--- old
select /*+ INDEX(bookings idx_hotel) */ id from bookings where hotel_id = 4 and checkin > '2024-01-01';
insert into bookings (hotel_id, checkin) values (1, '2024-05-05');
--- queries
select /*+ INDEX(bookings idx_hotel) */ id from bookings where hotel_id = 4 and checkin > '2024-01-01';
--- migration
alter table bookings rename index idx_hotel to bookings_hotel_id_checkin_index;
