-- verdict: unsafe
-- hazard: lock
-- why: nobody else reads or writes the table from LOCK TABLES to UNLOCK TABLES, for as long as the UPDATE of all rows takes
--- schema
create table ledger (
  id int not null auto_increment primary key,
  account varchar(20) not null,
  cents bigint not null
);
--- data
insert into ledger (account, cents) select concat('a', seq), 5 from seq_1_to_:rows;
--- old
insert into ledger (account, cents) values ('a3', 7);
select cents from ledger where id = 4;
--- migration
alter table ledger add column currency char(3) null;
lock tables ledger write;
update ledger set currency = 'EUR';
unlock tables;
