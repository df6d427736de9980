-- verdict: unsafe
-- hazard: none
-- why: the column is in no index, so it is done instantly, but the search by name then minds upper and lower case
-- server-version: 10.11
--- schema
create table people (
  id int not null auto_increment primary key,
  nickname varchar(80) character set utf8mb4 collate utf8mb4_general_ci not null
) engine=InnoDB;
--- data
insert into people select seq, concat('Nick', seq) from seq_1_to_:rows;
--- old
select id from people where nickname = 'nick17';
insert into people (nickname) values ('Zoe');
--- queries
SELECT id FROM people WHERE nickname = 'nick17';
--- migration
ALTER TABLE people MODIFY nickname VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
