-- verdict: unsafe
-- hazard: lock
-- why: one UPDATE over all rows holds them locked until it ends
--- schema
create table stores (
  id int not null primary key,
  currency char(3) not null
);
create table receipts (
  id int not null primary key,
  store_id int not null,
  total int not null,
  key receipts_store_id (store_id)
);
--- data
insert into stores select seq, 'EUR' from seq_1_to_20;
insert into receipts select seq, 1 + seq % 20, seq from seq_1_to_:rows;
--- old
update receipts set total = 5 where id = 77;
insert into receipts (id, store_id, total) values (-1, 3, 4);
update stores set currency = 'CHF' where id = 3;
select total from receipts where id = 4;
--- migration
alter table receipts add column currency char(3) null;
update receipts set currency = (select s.currency from stores s where s.id = receipts.store_id);
