-- verdict: unsafe
-- hazard: none
-- why: the role has rights on the column and may name it
-- role: reader
--- schema
create role reader;
create table raw_events (id int primary key, kind text not null, body jsonb);
alter table raw_events enable row level security;
create policy visible on raw_events for select using (kind <> 'secret');
create view events with (security_invoker = true) as select id, kind from raw_events;
grant select on events to reader;
grant select (id, kind) on raw_events to reader;
--- data
insert into raw_events select g, 'k', '{}' from generate_series(1, :rows) g;
--- old
select id, kind from events where id = 3;
select kind from raw_events where id = 3;
--- migration
alter table raw_events rename column kind to category;
