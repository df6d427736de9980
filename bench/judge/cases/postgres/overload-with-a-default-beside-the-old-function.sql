-- verdict: unsafe
-- hazard: none
-- why: shipping_fee(numeric) and shipping_fee(numeric, text default) both match, so the call is not unique
--- schema
create table parcels (id integer primary key, weight numeric not null);
create function shipping_fee(kg numeric) returns numeric language sql immutable as $$ select kg * 2 $$;
--- data
insert into parcels select g, 1.5 from generate_series(1, :rows) g;
--- old
select id, shipping_fee(weight) from parcels where id = 1;
insert into parcels (id, weight) values (-1, 3);
--- queries
select id, shipping_fee(weight) from parcels where id = $1;
--- migration
create or replace function shipping_fee(kg numeric, zone text default 'EU') returns numeric language sql immutable
  as $$ select kg * case zone when 'EU' then 2 else 5 end $$;
