-- verdict: unsafe
-- hazard: scan
-- why: the default partition is read in full under ACCESS EXCLUSIVE to see that no row belongs to the new one
--- schema
create table events (
  id bigint not null,
  occurred_on date not null,
  payload text
) partition by range (occurred_on);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_default partition of events default;
--- data
insert into events select g, '2024-05-05', 'x' from generate_series(1, 100) g;
insert into events select g, '2023-05-05', 'x' from generate_series(1, :rows) g;
--- old
select count(*) from events where occurred_on = '2024-05-05';
insert into events values (1, '2023-06-01', 'y');
update events set payload = 'z' where id = 1 and occurred_on = '2023-05-05';
--- migration
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
