-- verdict: safe
-- hazard: none
-- why: the sequence goes on above what was given; numbers may be left out, none comes twice
--- schema
create sequence invoice_no start with 1 increment by 1 cache 1;
create table invoices (
  no bigint not null primary key,
  total decimal(10,2) not null
);
--- data
insert into invoices select nextval(invoice_no), seq from seq_1_to_300;
--- old
insert into invoices (no, total) values (nextval(invoice_no), 12.5);
select total from invoices where no = 4;
--- queries
insert into invoices (no, total) values (nextval(invoice_no), 12.5);
--- migration
alter sequence invoice_no cache 500;
