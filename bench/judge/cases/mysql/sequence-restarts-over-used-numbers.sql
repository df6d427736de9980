-- verdict: unsafe
-- hazard: none
-- why: the next numbers have been handed out already, and the primary key refuses them
--- schema
create sequence receipt_no start with 1 increment by 1 nocache;
create table receipts (
  no bigint not null default (next value for receipt_no) primary key,
  cents int not null
);
--- data
insert into receipts (cents) select seq from seq_1_to_:rows;
--- old
insert into receipts (cents) values (250);
select cents from receipts where no = 4;
--- migration
alter sequence receipt_no restart with 1;
