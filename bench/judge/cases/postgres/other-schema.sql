-- verdict: unsafe
-- hazard: none
-- why: statements that name it fail
--- schema
create schema shop;
create table shop.items (id int primary key, title text);
--- data
insert into shop.items select g, 't' from generate_series(1, :rows) g;
--- old
select id, title from shop.items where id = 1;
--- migration
alter table shop.items rename column title to name;
