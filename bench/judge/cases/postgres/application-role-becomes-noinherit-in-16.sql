-- verdict: safe
-- hazard: none
-- why: since PostgreSQL 16 inheritance belongs to each grant; the attribute is only the default for later grants
-- role: api_login
-- server-version: 16
--- schema
create role api_group;
create role api_login;
grant api_group to api_login;
create table coupons (
  id integer primary key,
  code text not null
);
grant select, insert, update, delete on coupons to api_group;
--- data
insert into coupons select g, 'c' || g from generate_series(1, :rows) g;
--- old
select id, code from coupons where id = 1;
insert into coupons values (-1, 'x');
update coupons set code = 'y' where id = 2;
delete from coupons where id = 3;
--- migration
alter role api_login noinherit;
