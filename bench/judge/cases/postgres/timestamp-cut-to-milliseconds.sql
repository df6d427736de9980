-- verdict: unsafe
-- hazard: data-loss
-- why: microseconds are rounded away in every row, and the table is rewritten to do it
--- schema
create table meter_readings (
  id bigint primary key,
  taken_at timestamp not null,
  kwh double precision not null
);
--- data
insert into meter_readings select g, timestamp '2024-01-01 10:00:00.123456' + g * interval '1 minute', g from generate_series(1, :rows) g;
--- old
select id, kwh from meter_readings where taken_at = timestamp '2024-01-01 10:01:00.123456';
insert into meter_readings values (-1, '2024-02-01 00:00:00.000001', 1);
update meter_readings set kwh = 2 where id = 2;
delete from meter_readings where id = 3;
--- migration
alter table meter_readings alter column taken_at type timestamp(3);
