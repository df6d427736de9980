-- verdict: unsafe
-- hazard: rewrite
-- why: with foreign_key_checks on the table is copied, and deleting a parent that has children is refused
--- schema
create table `teams` (
  `id` bigint unsigned not null auto_increment primary key,
  `name` varchar(255) not null
);
create table `players` (
  `id` bigint unsigned not null auto_increment primary key,
  `team_id` bigint unsigned not null,
  `name` varchar(255) not null,
  key `players_team_id_index` (`team_id`)
);
--- data
insert into teams (name) select concat('t', seq) from seq_1_to_:rows;
insert into players (team_id, name) select seq, 'p' from seq_1_to_:rows;
--- old
delete from `teams` where `id` = 4;
insert into `players` (`team_id`, `name`) values (3, 'x');
select * from `players` where `team_id` = 5;
--- migration
alter table `players` add constraint `players_team_id_foreign` foreign key (`team_id`) references `teams` (`id`);
