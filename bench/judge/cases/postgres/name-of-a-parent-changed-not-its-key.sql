-- verdict: safe
-- hazard: none
-- why: the key stays, so nothing cascades
--- schema
create table suppliers (code text primary key, name text);
create table parts (id int primary key, supplier text references suppliers on update cascade on delete set null);
create index on parts (supplier);
--- data
insert into suppliers values ('ACME', 'Acme'), ('OLD', 'Old'); insert into parts select g, 'ACME' from generate_series(1, :rows) g;
--- old
select supplier from parts where id = 1;
update parts set supplier = 'OLD' where id = 2;
insert into parts values (-1, 'OLD');
--- migration
update suppliers set name = 'Acme Inc.' where code = 'ACME';
