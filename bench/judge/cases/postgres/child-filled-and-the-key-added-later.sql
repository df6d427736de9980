-- verdict: unsafe
-- hazard: scan
-- why: the rows are put in without a key, which is checked when it is added
-- transaction: yes
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
delete from parts where id = 7;
--- migration
create table extras (part_id int, note text);
insert into extras (part_id, note) select id, 'new' from parts;
alter table extras add foreign key (part_id) references parts;
