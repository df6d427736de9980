-- verdict: safe
-- hazard: none
-- why: an overload without a default never competes for the one-argument call
--- schema
create table rooms (id integer primary key, area numeric not null);
create function room_rate(m2 numeric) returns numeric language sql immutable as $$ select m2 * 3 $$;
--- data
insert into rooms select g, 20 from generate_series(1, :rows) g;
--- old
select id, room_rate(area) from rooms where id = 1;
insert into rooms (id, area) values (-1, 12);
--- queries
select id, room_rate(area) from rooms where id = $1;
--- migration
create or replace function room_rate(m2 numeric, season text) returns numeric language sql immutable
  as $$ select m2 * case season when 'high' then 5 else 3 end $$;
