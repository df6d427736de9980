-- verdict: safe
-- hazard: none
-- why: it has its rights by itself
-- role: web
-- server-version: 15
--- schema
create role staff; create role web; 
create table items (id int primary key, label text);
grant select, insert, update, delete on items to web;
--- data
insert into items select g, 'l' from generate_series(1, :rows) g;
--- old
select label from items where id = 1;
insert into items values (-1, 'x');
update items set label = 'y' where id = 2;
delete from items where id = 3;
--- migration
alter role web noinherit;
