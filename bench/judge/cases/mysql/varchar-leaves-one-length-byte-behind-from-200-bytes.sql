-- verdict: unsafe
-- hazard: rewrite
-- why: 200 bytes at most become 764: a second length byte, and what was above 127 bytes cannot do that at once
--- schema
create table `suppliers` (`id` bigint unsigned not null auto_increment primary key, `trade_name` varchar(50) not null, `vat` varchar(14) null) default character set utf8mb4;
--- data
insert into suppliers (trade_name, vat) select concat('s', seq), 'x' from seq_1_to_:rows;
--- old
select `id`, `trade_name`, `vat` from `suppliers` where `id` = 3 limit 1;
insert into `suppliers` (`trade_name`, `vat`) values ('ACME', 'DE1');
update `suppliers` set `vat` = 'DE2' where `id` = 4;
--- migration
alter table `suppliers` modify `trade_name` varchar(191) not null;
