-- verdict: unsafe
-- hazard: none
-- why: with an implicit cast from integer to text, 'INV-' || number fits both text || text and text || anynonarray
--- schema
create table invoices (id bigint primary key, number integer not null, memo text);
--- data
insert into invoices select g, g, 'm' from generate_series(1, :rows) g;
--- old
select id, 'INV-' || number as label from invoices where id = 3;
insert into invoices (id, number) values (900001, 77);
--- queries
select id, 'INV-' || number as label from invoices where id = $1;
--- migration
create cast (integer as text) with inout as implicit;
