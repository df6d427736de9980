-- verdict: unsafe
-- hazard: none
-- why: the view keeps reads and writes going, but the owned sequence moved to billing too, so nextval('invoices_id_seq') finds nothing
--- schema
create table invoices (id bigserial primary key, customer text not null, total numeric(10,2) not null default 0);
--- data
insert into invoices (customer, total) select 'c' || g, g from generate_series(1, :rows) g;
--- old
select nextval('invoices_id_seq') > 0;
select id, customer, total from invoices where id = 4;
insert into invoices (id, customer, total) values (900001, 'acme', 12);
update invoices set total = 3 where id = 4;
--- queries
select nextval('invoices_id_seq');
--- migration
begin;
create schema billing;
alter table public.invoices set schema billing;
create view public.invoices as select * from billing.invoices;
commit;
