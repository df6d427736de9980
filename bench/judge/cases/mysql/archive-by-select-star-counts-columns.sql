-- verdict: unsafe
-- hazard: none
-- why: INSERT INTO archive SELECT * FROM invoices has one value too many as soon as only one of the two tables grows
--- schema
create table invoices (
  id int not null auto_increment primary key,
  customer varchar(80) not null,
  total decimal(10,2) not null
);
create table invoices_archive (
  id int not null primary key,
  customer varchar(80) not null,
  total decimal(10,2) not null
);
--- data
insert into invoices select seq, 'c', 10 from seq_1_to_:rows;
--- old
insert into invoices_archive select * from invoices where id = 12;
insert into invoices (customer, total) values ('x', 5);
delete from invoices where id = 12;
select id, total from invoices where customer = 'zz';
--- queries
insert into invoices_archive select * from invoices where id = ?;
--- migration
ALTER TABLE invoices ADD COLUMN reminder_sent_at DATETIME NULL;
