-- verdict: safe
-- hazard: none
-- why: DEFAULT CHARACTER SET without CONVERT TO changes the default for later columns, no column that is there
--- schema
create table tbl_customer (
  customer_no int not null primary key,
  surname varchar(80) collate utf8mb4_general_ci not null,
  key ix_surname (surname)
) default character set utf8mb4 collate utf8mb4_general_ci;
--- data
insert into tbl_customer select seq, concat('Meyer', seq) from seq_1_to_:rows;
--- old
select customer_no from tbl_customer where surname = 'MEYER4';
insert into tbl_customer (customer_no, surname) values (-1, 'Abel');
update tbl_customer set surname = 'Kain' where surname = 'meyer9';
--- migration
alter table tbl_customer default character set utf8mb4 collate utf8mb4_bin;
