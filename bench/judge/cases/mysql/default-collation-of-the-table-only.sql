-- verdict: safe
-- hazard: none
-- why: without CONVERT TO only columns made later get the collation; those there keep theirs
--- schema
create table tags (
  id int not null auto_increment primary key,
  label varchar(60) not null unique
) default charset = utf8mb4 collate = utf8mb4_general_ci;
--- data
insert into tags (label) select concat('tag', seq) from seq_1_to_:rows;
--- old
select id from tags where label = 'TAG17';
insert into tags (label) values ('straße');
insert ignore into tags (label) values ('Tag3');
--- migration
alter table tags default character set utf8mb4 collate utf8mb4_bin;
