-- verdict: unsafe
-- hazard: none
-- why: CREATE OR REPLACE with one more parameter makes a second function, and a call with one argument fits both: "is not unique"
--- schema
create table parcels (
  id serial primary key,
  weight integer not null
);
create function shipping_cents(weight integer) returns integer language sql immutable as 'select 400 + weight * 2';
--- data
insert into parcels (weight) select g from generate_series(1, :rows) g;
--- old
select shipping_cents(weight) from parcels where id = 10;
select shipping_cents(5);
insert into parcels (weight) values (3);
--- queries
select shipping_cents(weight) from parcels where id = $1;
--- migration
CREATE OR REPLACE FUNCTION shipping_cents(weight integer, express boolean DEFAULT false) RETURNS integer
LANGUAGE sql IMMUTABLE AS 'select case when express then 1200 + weight * 3 else 400 + weight * 2 end';
