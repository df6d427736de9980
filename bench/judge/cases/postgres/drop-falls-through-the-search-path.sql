-- verdict: unsafe
-- hazard: data-loss
-- why: staging has no payments, so the name is found in public and the live table is dropped
--- schema
create schema staging;
create table staging.payments_import (ref text, amount numeric);
create table public.payments (id serial primary key, ref text not null, amount numeric not null);
--- data
insert into public.payments (ref, amount) select 'r' || g, g from generate_series(1, :rows) g;
--- old
insert into payments (ref, amount) values ('x', 1);
select amount from payments where id = 1;
update payments set amount = 3 where id = 2;
insert into staging.payments_import values ('x', 1);
--- migration
set search_path = staging, public;
drop table if exists payments;
reset search_path;
