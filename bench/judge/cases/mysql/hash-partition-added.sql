-- verdict: unsafe
-- hazard: rewrite
-- why: another number of HASH partitions spreads all rows anew
--- schema
create table carts (
  id bigint not null primary key,
  owner varchar(40) not null
) engine=InnoDB partition by hash (id) partitions 4;
--- data
insert into carts select seq, concat('h', seq) from seq_1_to_:rows;
--- old
insert into carts (id, owner) values (900000, 'o');
select owner from carts where id = 7;
--- migration
ALTER TABLE carts ADD PARTITION PARTITIONS 4;
