-- verdict: unsafe
-- hazard: none
-- why: in PostgreSQL 15 a NOINHERIT role has its group's privileges only after SET ROLE
-- role: web_login
-- server-version: 15
--- schema
create role web_group;
create role web_login;
grant web_group to web_login;
create table widgets (
  id integer primary key,
  label text
);
grant select, insert, update, delete on widgets to web_group;
--- data
insert into widgets select g, 'w' from generate_series(1, :rows) g;
--- old
select id, label from widgets where id = 1;
insert into widgets values (-1, 'x');
update widgets set label = 'y' where id = 2;
delete from widgets where id = 3;
--- migration
alter role web_login noinherit;
