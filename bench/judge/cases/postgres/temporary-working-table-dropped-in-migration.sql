-- verdict: safe
-- hazard: none
-- why: pg_temp comes first, so DROP TABLE and TRUNCATE hit the migration's own temporary table, not public.customers_import
-- transaction: yes
--- schema
create table customers (id integer primary key, email text not null);
create table customers_import (id integer primary key, email text not null);
--- data
insert into customers select g, 'u' || g from generate_series(1, :rows) g;
insert into customers_import select g, 'i' || g from generate_series(1, 100) g;
--- old
select id, email from customers_import where id = 3;
insert into customers_import (id, email) values (900001, 'z');
select id, email from customers where id = 3;
--- migration
begin;
create temp table customers_import (id integer, email text);
insert into customers_import values (1, 'root@x.org');
truncate customers_import;
drop table customers_import;
commit;
