-- verdict: unsafe
-- hazard: scan
-- why: the index is built under the lock
--- schema
create table bookings (id int primary key, during tsrange);
--- data
insert into bookings select g, tsrange(timestamp '2024-01-01' + g * interval '1 day', timestamp '2024-01-01' + g * interval '1 day' + interval '1 hour') from generate_series(1, :rows) g;
--- old
select id, during from bookings where id = 1;
insert into bookings values (-1, tsrange('2024-01-02 00:00', '2024-01-02 00:30'));
--- migration
alter table bookings add constraint no_overlap exclude using gist (during with &&);
