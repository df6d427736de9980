-- verdict: safe
-- hazard: none
-- why: a utf8mb4 column of at most 127 bytes grows beyond 255 bytes at once in MariaDB
-- server-version: 10.11
--- schema
create table authors (
  id int not null auto_increment primary key,
  pen_name varchar(30) not null
) default charset = utf8mb4;
--- data
insert into authors (pen_name) select concat('a', seq) from seq_1_to_:rows;
--- old
insert into authors (pen_name) values ('Ann');
select pen_name from authors where id = 2;
update authors set pen_name = 'Bo' where id = 3;
--- migration
alter table authors modify pen_name varchar(100) not null;
