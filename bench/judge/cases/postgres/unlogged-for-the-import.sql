-- verdict: unsafe
-- hazard: rewrite
-- why: SET UNLOGGED and SET LOGGED each write the table anew under ACCESS EXCLUSIVE
--- schema
create table catalog_items (id integer primary key, name text not null);
--- data
insert into catalog_items select g, 'n' from generate_series(1, :rows) g;
--- old
select id, name from catalog_items where id = 1;
insert into catalog_items values (-1, 'x');
update catalog_items set name = 'y' where id = 2;
delete from catalog_items where id = 3;
--- migration
alter table catalog_items set unlogged;
alter table catalog_items set logged;
