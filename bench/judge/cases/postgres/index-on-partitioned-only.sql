-- verdict: safe
-- hazard: none
-- why: no partition is touched
--- schema
create table events (id int not null, day date not null) partition by range (day);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into events select g, date '2024-01-01' + g % 300 from generate_series(1, :rows) g;
--- old
select count(*) from events where day = '2024-01-05';
insert into events values (-1, '2024-05-05');
--- migration
create index events_day on only events (day);
