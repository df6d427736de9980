-- verdict: unsafe
-- hazard: none
-- why: the old upsert leaves warehouse_id NULL, which never conflicts: each upsert inserts another row
--- schema
create table stock_levels (
  id bigint unsigned not null auto_increment primary key,
  sku varchar(40) not null,
  qty int not null default 0,
  unique key stock_levels_sku_unique (sku)
);
--- data
insert into stock_levels (sku, qty) select concat('S', seq), 5 from seq_1_to_:rows;
--- old
insert into stock_levels (sku, qty) values ('S3', 4) on duplicate key update qty = qty + values(qty);
select qty from stock_levels where sku = 'S3';
--- queries
insert into stock_levels (sku, qty) values (?, ?) on duplicate key update qty = qty + values(qty);
--- migration
alter table `stock_levels` add `warehouse_id` bigint unsigned null;
alter table `stock_levels` add unique `stock_levels_sku_warehouse_id_unique`(`sku`, `warehouse_id`);
alter table `stock_levels` drop index `stock_levels_sku_unique`;
