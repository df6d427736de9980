-- verdict: unsafe
-- hazard: rewrite
-- why: 60 characters of utf8mb4 are 240 bytes, 80 are 320: the length takes a second byte, so the table is copied
--- schema
create table `customers` (
  `id` bigint unsigned not null auto_increment primary key,
  `last_name` varchar(60) not null,
  `city` varchar(100) default null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_unicode_ci;
--- data
insert into customers select seq, concat('N', seq), 'Bern' from seq_1_to_:rows;
--- old
insert into customers (last_name, city) values ('Lee', null);
select id, last_name, city from customers where id = 5;
update customers set last_name = 'Kim' where id = 6;
--- migration
alter table `customers` modify `last_name` varchar(80) not null;
