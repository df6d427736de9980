-- verdict: unsafe
-- hazard: none
-- why: names of tables do know upper and lower case on Linux
--- schema
create table `Receipt` (`id` int not null auto_increment primary key, `shopId` int not null, `total` decimal(10,2) not null);
--- data
insert into Receipt (shopId, total) select seq, 3 from seq_1_to_:rows;
--- old
select `id`, `shopId`, `total` from `Receipt` where `id` = 3;
insert into `Receipt` (`shopId`, `total`) values (4, 5);
--- migration
RENAME TABLE `Receipt` TO `receipt`;
