-- verdict: unsafe
-- hazard: lock
-- why: until UNLOCK TABLES nobody writes, while the count reads the table through
--- schema
create table ledger_entries (
  id bigint not null auto_increment primary key,
  account int not null,
  amount decimal(12,2) not null
);
--- data
insert into ledger_entries (account, amount) select seq % 9, seq from seq_1_to_:rows;
--- old
insert into ledger_entries (account, amount) values (3, 9.5);
select amount from ledger_entries where id = 4;
--- migration
flush tables ledger_entries with read lock;
select sum(amount) from ledger_entries;
unlock tables;
alter table ledger_entries add column batch_no int null;
