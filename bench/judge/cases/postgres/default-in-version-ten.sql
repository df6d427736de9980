-- verdict: unsafe
-- hazard: rewrite
-- why: before version 11 a column with any default other than NULL is filled by a rewrite
-- server-version: 10
--- schema
create table parcels (id integer primary key, weight_g integer not null);
--- data
insert into parcels select g, g from generate_series(1, :rows) g;
--- old
select id, weight_g from parcels where id = 1;
insert into parcels values (-1, 5);
update parcels set weight_g = 4 where id = 2;
delete from parcels where id = 3;
--- migration
alter table parcels add column fragile boolean not null default false;
