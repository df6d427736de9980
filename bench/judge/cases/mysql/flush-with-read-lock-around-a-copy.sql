-- verdict: unsafe
-- hazard: lock
-- why: writers of the table wait until UNLOCK TABLES, for as long as what stands between takes
--- schema
create table stock_moves (
  id bigint not null auto_increment primary key,
  sku varchar(20) not null,
  delta int not null
);
--- data
insert into stock_moves (sku, delta) select concat('s', seq), 1 from seq_1_to_:rows;
--- old
insert into stock_moves (sku, delta) values ('s3', 2);
select delta from stock_moves where id = 5;
--- migration
flush tables stock_moves with read lock;
select sku, sum(delta) from stock_moves group by sku;
unlock tables;
