-- verdict: unsafe
-- hazard: rewrite
-- why: CONVERT TO changes each text column, by a copy under a shared lock
--- schema
create table guests (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  remark text null
) default charset = latin1;
--- data
insert into guests (name) select concat('g', seq) from seq_1_to_:rows;
--- old
insert into guests (name) values ('x');
select name from guests where id = 4;
--- migration
alter table guests convert to character set utf8mb4 collate utf8mb4_unicode_ci;
