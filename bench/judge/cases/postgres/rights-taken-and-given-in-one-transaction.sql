-- verdict: safe
-- hazard: none
-- why: between REVOKE and GRANT nobody sees anything; afterwards app has all that it uses
-- role: app
--- schema
create role app;
create role readers;
create table coupons (id integer primary key, code text not null);
grant all on coupons to app;
--- data
insert into coupons select g, 'c' || g from generate_series(1, :rows) g;
--- old
select id, code from coupons where id = 1;
insert into coupons (id, code) values (-1, 'n');
update coupons set code = 'x' where id = 2;
delete from coupons where id = 3;
--- migration
begin;
revoke all on coupons from app;
grant select on coupons to readers;
grant insert, update, delete on coupons to app;
grant readers to app;
commit;
