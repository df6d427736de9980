-- verdict: unsafe
-- hazard: scan
-- why: the index is there already, but the column is nullable, and its NOT NULL is checked by a scan under ACCESS EXCLUSIVE
--- schema
create table legacy_customers (
  customer_no integer,
  name text not null
);
create unique index legacy_customers_no on legacy_customers (customer_no);
--- data
insert into legacy_customers select g, 'n' from generate_series(1, :rows) g;
--- old
select customer_no, name from legacy_customers where customer_no = 1;
insert into legacy_customers values (-1, 'x');
insert into legacy_customers (name) values ('not yet numbered');
update legacy_customers set name = 'y' where customer_no = 2;
delete from legacy_customers where customer_no = 3;
--- migration
alter table legacy_customers add constraint legacy_customers_pkey primary key using index legacy_customers_no;
