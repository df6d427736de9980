-- verdict: unsafe
-- hazard: data-loss
-- why: the column is gone
--- schema
create table `order` (`id` int not null auto_increment primary key, `key` varchar(10), `group` int not null default 1);
--- data
insert into `order` (`key`) select concat('k', seq) from seq_1_to_:rows;
--- old
select `id`, `key`, `group` from `order` where `id` = 1;
insert into `order` (`key`) values ('x');
--- migration
alter table `order` drop column `key`;
