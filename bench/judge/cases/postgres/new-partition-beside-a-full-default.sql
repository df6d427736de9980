-- verdict: unsafe
-- hazard: scan
-- why: the default partition is scanned under an exclusive lock for rows that belong to the new partition
--- schema
create table metrics (
  taken_on date not null,
  sensor integer not null,
  reading double precision
) partition by range (taken_on);
create table metrics_2023 partition of metrics for values from ('2023-01-01') to ('2024-01-01');
create table metrics_rest partition of metrics default;
--- data
insert into metrics select date '2024-01-01' + g % 300, g, 1.5 from generate_series(1, :rows) g;
--- old
select taken_on, sensor, reading from metrics where taken_on = '2024-02-01' and sensor = 31;
insert into metrics (taken_on, sensor, reading) values ('2024-06-01', 1, 2.5);
delete from metrics where taken_on = '2024-03-01';
--- migration
create table metrics_2025 partition of metrics for values from ('2025-01-01') to ('2026-01-01');
