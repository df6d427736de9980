-- verdict: safe
-- hazard: none
-- why: MariaDB does it instantly when the old length was at most 127 bytes
-- server-version: 10.11
--- schema
create table `suppliers` (
  `id` bigint unsigned not null auto_increment primary key,
  `vat_id` varchar(30) not null,
  `city` varchar(100) default null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_unicode_ci;
--- data
insert into suppliers select seq, concat('V', seq), 'Bern' from seq_1_to_:rows;
--- old
insert into suppliers (vat_id, city) values ('CH1', null);
select id, vat_id, city from suppliers where id = 5;
update suppliers set vat_id = 'X' where id = 6;
--- migration
alter table `suppliers` modify `vat_id` varchar(190) not null;
