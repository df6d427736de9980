-- verdict: safe
-- hazard: none
-- why: names of columns do not know upper and lower case
--- schema
create table `Invoice` (`id` int not null auto_increment primary key, `customerId` int not null, `total` decimal(10,2) not null);
--- data
insert into Invoice (customerId, total) select seq, 3 from seq_1_to_:rows;
--- old
select `Invoice`.`id`, `Invoice`.`customerId`, `Invoice`.`total` from `Invoice` where `Invoice`.`customerId` = 3;
insert into `Invoice` (`customerId`, `total`) values (4, 5);
update `Invoice` set `customerId` = 6 where `id` = 1;
delete from `Invoice` where `customerId` = 8;
--- queries
select `Invoice`.`id`, `Invoice`.`customerId`, `Invoice`.`total` from `Invoice` where `Invoice`.`customerId` = ?;
--- migration
ALTER TABLE `Invoice` RENAME COLUMN `customerId` TO `customerid`;
