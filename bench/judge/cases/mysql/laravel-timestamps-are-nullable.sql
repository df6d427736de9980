-- verdict: safe
-- hazard: none
-- why: TIMESTAMP NULL takes NULL by default, and named columns do not mind those added
--- schema
create table `coupons` (
  `id` bigint unsigned not null auto_increment primary key,
  `code` varchar(255) not null,
  unique key `coupons_code_unique` (`code`)
) default character set utf8mb4 collate 'utf8mb4_unicode_ci';
--- data
insert into coupons (code) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into `coupons` (`code`) values ('x');
insert ignore into `coupons` (`code`) values ('c4');
select `id`, `code` from `coupons` where `code` = 'c5' limit 1;
delete from `coupons` where `id` = 6;
--- migration
alter table `coupons` add `created_at` timestamp null, add `updated_at` timestamp null, add `deleted_at` timestamp null;
