-- verdict: unsafe
-- hazard: rewrite
-- why: MyISAM adds no column but by copying the table
--- schema
create table `wp_stats` (
  `id` bigint not null auto_increment primary key,
  `page` varchar(190) not null,
  `hits` int not null default 0
) engine=MyISAM;
--- data
insert into wp_stats (page, hits) select concat('p', seq), seq from seq_1_to_:rows;
--- old
insert into wp_stats (page) values ('p');
update wp_stats set hits = hits + 1 where id = 4;
select hits from wp_stats where id = 5;
--- migration
alter table wp_stats add column referrer varchar(190) null;
