-- verdict: unsafe
-- hazard: none
-- why: utf8mb4_bin tells upper from lower case: 'Ann' no longer finds 'ann'
-- server-version: 10.11
--- schema
create table logins (
  id int not null auto_increment primary key,
  handle varchar(60) not null,
  secret char(60) not null
) default charset = utf8mb4 collate = utf8mb4_general_ci;
--- data
insert into logins (handle, secret) select concat('user', seq), 'x' from seq_1_to_:rows;
--- old
select id from logins where handle = 'User17';
insert into logins (handle, secret) values ('Ann', 'y');
--- queries
select id from logins where handle = ?;
--- migration
alter table logins modify handle varchar(60) character set utf8mb4 collate utf8mb4_bin not null;
