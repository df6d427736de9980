-- verdict: safe
-- hazard: none
-- why: default privileges rule only objects that are created later; the grants there are stay
-- role: erp_app
--- schema
create role erp_app;
alter default privileges in schema public grant select, insert, update, delete on tables to erp_app;
create table vendors (
  id integer primary key,
  name text not null
);
--- data
insert into vendors select g, 'v' || g from generate_series(1, :rows) g;
--- old
select id, name from vendors where id = 1;
insert into vendors values (-1, 'x');
update vendors set name = 'y' where id = 2;
delete from vendors where id = 3;
--- migration
alter default privileges in schema public revoke select, insert, update, delete on tables from erp_app;
