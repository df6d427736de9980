-- verdict: unsafe
-- hazard: rewrite
-- why: every row finds its partition by a new modulus: all rows are copied
--- schema
create table carts (
  id bigint not null primary key,
  visitor varchar(40) not null,
  total decimal(10,2) not null default 0
) partition by hash (id) partitions 4;
--- data
insert into carts (id, visitor) select seq, 'v' from seq_1_to_:rows;
--- old
select id, visitor, total from carts where id = 6;
insert into carts (id, visitor) values (-1, 'w');
update carts set total = 3 where id = 7;
--- migration
ALTER TABLE carts ADD PARTITION PARTITIONS 4;
