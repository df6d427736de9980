-- verdict: unsafe
-- hazard: data-loss
-- why: its tables go with it
--- schema
create schema shop;
create table shop.items (id int primary key);
--- data
insert into shop.items select g from generate_series(1, :rows) g;
--- old
select id from shop.items where id = 1;
--- migration
drop schema shop cascade;
