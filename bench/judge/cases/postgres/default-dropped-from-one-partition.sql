-- verdict: safe
-- hazard: none
-- why: rows routed from the parent take the parent's defaults; the partition's own default only counts for direct inserts
--- schema
create table clicks (
  happened_on date not null,
  source text not null default 'web',
  target text not null
) partition by range (happened_on);
create table clicks_2024 partition of clicks for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into clicks (happened_on, target) select date '2024-01-01' + g % 300, 't' || g from generate_series(1, :rows) g;
--- old
insert into clicks (happened_on, target) values ('2024-05-05', 'x') returning source;
select happened_on, source, target from clicks where target = 't9';
--- queries
insert into clicks (happened_on, target) values ('2024-05-05', 'x') returning source;
--- migration
alter table clicks_2024 alter column source drop default;
