-- verdict: unsafe
-- hazard: data-loss
-- why: its rows are gone
--- schema
create table events (
  id bigint not null,
  at date not null,
  kind text not null default 'view',
  body jsonb,
  primary key (id, at)
) partition by range (at);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
--- data
insert into events (id, at) select g, '2024-03-01'::date + g % 200 from generate_series(1, :rows) g;
insert into events (id, at) select g, '2025-03-01'::date + g % 200 from generate_series(1, :rows) g;
--- old
select id, at, kind, body from events where id = 5 order by at;
insert into events (id, at) values (-1, '2025-02-02') returning id, at, kind, body;
insert into events (id, at) values (-1, '2024-02-02') returning id, at, kind, body;
update events set kind = 'click' where id = 6;
delete from events where id = 7;
--- migration
drop table if exists public.events_2024;
