-- verdict: unsafe
-- hazard: scan
-- why: the table is scanned under its lock
--- schema
create table events (id int not null, day date not null) partition by range (day);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_2023 (id int not null, day date not null);
--- data
insert into events select g, date '2024-01-01' + g % 300 from generate_series(1, :rows) g;
insert into events_2023 select g, date '2023-01-01' + g % 300 from generate_series(1, :rows) g;
--- old
select count(*) from events where day = '2024-01-05';
insert into events values (-1, '2024-05-05');
select count(*) from events_2023 where day = '2023-01-05';
--- migration
alter table events attach partition events_2023 for values from ('2023-01-01') to ('2024-01-01');
