-- verdict: unsafe
-- hazard: scan
-- why: every table with a column of the domain is read under a lock against writes, and old code may still store upper case
--- schema
create domain country_code as varchar(2) check (length(value) = 2);
create table warehouses (id bigint primary key, name text not null, country country_code not null);
--- data
insert into warehouses select g, 'w' || g, 'DE' from generate_series(1, :rows) g;
--- old
insert into warehouses (id, name, country) values (900001, 'North', 'NO');
update warehouses set name = 'West' where id = 3;
select id, name, country from warehouses where id = 3;
--- migration
alter domain country_code add constraint country_known check (value in ('DE', 'FR', 'NO', 'US', 'GB'));
