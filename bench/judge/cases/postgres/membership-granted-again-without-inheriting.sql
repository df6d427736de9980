-- verdict: unsafe
-- hazard: none
-- why: the membership stays but gives no rights by itself any more
-- role: web
-- server-version: 16
--- schema
create role staff; create role web; grant staff to web;
create table items (id int primary key, label text);
grant select, insert, update, delete on items to staff;
--- data
insert into items select g, 'l' from generate_series(1, :rows) g;
--- old
select label from items where id = 1;
insert into items values (-1, 'x');
update items set label = 'y' where id = 2;
delete from items where id = 3;
--- migration
grant staff to web with inherit false;
