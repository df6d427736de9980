-- verdict: safe
-- hazard: none
-- why: within a query its WITH name goes before any table of that name
--- schema
create table sales (id serial primary key, region text not null, amount numeric not null);
--- data
insert into sales (region, amount) select 'r' || g % 5, g from generate_series(1, :rows) g;
--- old
with top_regions as (select region, sum(amount) as total from sales group by region) select region, total from top_regions order by total desc, region limit 3;
insert into sales (region, amount) values ('r1', 3);
update sales set amount = 5 where id = 1;
delete from sales where id = 2;
--- queries
with top_regions as (select region, sum(amount) as total from sales group by region) select region, total from top_regions order by total desc, region limit 3;
--- migration
create table top_regions (region text primary key, rank int not null);
