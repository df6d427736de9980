-- verdict: unsafe
-- hazard: none
-- why: with TimeZone UTC nothing is rewritten, but the running version's export now prints an offset
--- schema
create table shipments (
  id serial primary key,
  tracking_no text not null,
  shipped_at timestamp not null
);
--- data
insert into shipments (tracking_no, shipped_at) select 'T' || g, '2024-03-03 12:00' from generate_series(1, :rows) g;
--- old
select tracking_no, shipped_at::text from shipments where id = 1;
insert into shipments (tracking_no, shipped_at) values ('T0', '2024-03-04 12:00');
--- queries
select tracking_no, shipped_at::text from shipments where id = $1;
--- migration
SET timezone = 'UTC';
ALTER TABLE shipments ALTER COLUMN shipped_at TYPE timestamptz;
