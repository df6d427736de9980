-- verdict: unsafe
-- hazard: none
-- why: the join is over the new column too
--- schema
create table rooms2 (room_id integer primary key, name text);
create table stays2 (id integer primary key, room_id integer, note text);
create view both_of as select id, name from stays2 natural join rooms2;
--- data
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into rooms2 select n, 'r' || n from g;
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into stays2 select n, n, 'n' || n from g;
--- old
select count(*) from both_of;
--- migration
alter table rooms2 add column note text default 'none';
