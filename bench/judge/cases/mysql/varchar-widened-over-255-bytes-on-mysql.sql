-- verdict: unsafe
-- hazard: rewrite
-- why: MySQL can widen in place only on one side of 255 bytes; 30 characters of utf8mb4 are 120 bytes, 100 are 400
-- server-version: 8.0.36
--- schema
create table `app_user` (
  `id` int not null auto_increment primary key,
  `nick_name` varchar(30) not null,
  `joined_at` datetime(6) not null
) engine=InnoDB default charset=utf8mb4;
--- old
insert into app_user (nick_name, joined_at) values ('x', '2024-01-01');
select id, nick_name from app_user where id = 5;
update app_user set nick_name = 'y' where id = 5;
--- migration
ALTER TABLE `app_user` MODIFY `nick_name` varchar(100) NOT NULL;
