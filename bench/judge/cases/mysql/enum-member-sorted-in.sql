-- verdict: unsafe
-- hazard: rewrite
-- why: a member in the middle renumbers the others, so that each row is copied
--- schema
create table invoices (
  id int not null auto_increment primary key,
  number varchar(30) not null unique,
  status enum('draft', 'sent', 'paid') not null default 'draft'
) engine=InnoDB;
--- data
insert into invoices select seq, concat('R', seq), 'sent' from seq_1_to_:rows;
--- old
insert into invoices (number, status) values ('R-1', 'paid');
select number, status from invoices where status = 'sent' order by id limit 3;
update invoices set status = 'paid' where id = 5;
--- migration
ALTER TABLE invoices MODIFY status ENUM('draft','sent','overdue','paid') NOT NULL DEFAULT 'draft';
