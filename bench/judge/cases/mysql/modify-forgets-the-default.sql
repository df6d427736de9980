-- verdict: unsafe
-- hazard: none
-- why: MODIFY replaces the whole definition: the default '' is gone and INSERTs without excerpt fail
--- schema
create table `posts` (
  `id` bigint unsigned not null auto_increment primary key,
  `title` varchar(255) not null,
  `excerpt` varchar(300) not null default ''
) default character set utf8mb4 collate 'utf8mb4_unicode_ci';
--- data
insert into posts (title) select concat('t', seq) from seq_1_to_:rows;
--- old
insert into `posts` (`title`) values ('hello');
select `id`, `title`, `excerpt` from `posts` where `id` = 4 limit 1;
--- migration
alter table `posts` modify `excerpt` varchar(500) not null;
