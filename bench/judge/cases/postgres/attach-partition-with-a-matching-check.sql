-- verdict: safe
-- hazard: none
-- why: the valid CHECK implies the bounds, the index is there already, so nothing is scanned
--- schema
create table events (
  occurred_on date not null,
  kind text not null
) partition by range (occurred_on);
create index events_kind on events (kind);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_2023 (
  occurred_on date not null,
  kind text not null,
  constraint events_2023_bounds check (occurred_on >= '2023-01-01' and occurred_on < '2024-01-01')
);
create index events_2023_kind on events_2023 (kind);
--- data
insert into events_2023 select date '2023-01-01' + g % 300, 'k' || g from generate_series(1, :rows) g;
insert into events_2024 select date '2024-01-01' + g % 300, 'n' || g from generate_series(1, :rows) g;
--- old
select occurred_on, kind from events where kind = 'n5' and occurred_on >= '2024-01-01';
insert into events values ('2024-06-01', 'signup');
delete from events where kind = 'n6' and occurred_on >= '2024-01-01';
select occurred_on from events_2023 where kind = 'k5';
insert into events_2023 values ('2023-02-02', 'late');
--- migration
alter table events attach partition events_2023 for values from ('2023-01-01') to ('2024-01-01');
