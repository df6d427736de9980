-- verdict: unsafe
-- hazard: rewrite
-- why: 60 characters of utf8mb4 are 240 bytes with one byte of length; 100 need two, and the table is copied
-- server-version: 10.11
--- schema
create table publishers (
  id int not null auto_increment primary key,
  imprint varchar(60) not null
) default charset = utf8mb4;
--- data
insert into publishers (imprint) select concat('a', seq) from seq_1_to_:rows;
--- old
insert into publishers (imprint) values ('Ann');
select imprint from publishers where id = 2;
--- migration
alter table publishers modify imprint varchar(100) not null;
