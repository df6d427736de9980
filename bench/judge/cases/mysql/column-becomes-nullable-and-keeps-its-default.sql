-- verdict: safe
-- hazard: none
-- why: NULL is allowed from now on, the default is repeated, and the catalogue alone changes
--- schema
create table `oc_product` (
  `product_id` int not null auto_increment primary key,
  `model` varchar(64) not null,
  `stock` int not null default 0,
  `modified` datetime not null default current_timestamp on update current_timestamp
);
--- data
insert into oc_product (model, stock) select concat('m', seq), seq from seq_1_to_:rows;
--- old
update oc_product set stock = stock - 1 where product_id = 4;
insert into oc_product (model) values ('m') returning stock;
select sum(stock) from oc_product where product_id < 10;
--- migration
ALTER TABLE `oc_product` MODIFY `stock` int NULL DEFAULT 0;
