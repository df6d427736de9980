-- verdict: safe
-- hazard: none
-- why: MariaDB goes from utf8mb3 to utf8mb4 at once where collation and length bytes stay of a kind
-- server-version: 10.11
--- schema
create table hashtags (id int auto_increment primary key, tag varchar(40) character set utf8mb3 collate utf8mb3_general_ci not null, uses int not null default 0, unique key hashtags_tag (tag)) engine=InnoDB default charset=utf8mb4;
--- data
insert into hashtags (tag) select concat('t', seq) from seq_1_to_:rows;
--- old
select id, tag, uses from hashtags where tag = 'T4';
insert into hashtags (tag) values ('new') on duplicate key update uses = uses + 1;
insert into hashtags (tag) values ('t5') on duplicate key update uses = uses + 1;
update hashtags set uses = 3 where tag = 't6';
--- migration
ALTER TABLE hashtags MODIFY tag varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL;
