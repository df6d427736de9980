-- verdict: safe
-- hazard: none
-- why: only tables made later take the database's collation; the one made here is compared with none there
--- schema
create table cities (
  id int not null auto_increment primary key,
  name varchar(60) not null unique
) default charset = utf8mb4 collate = utf8mb4_general_ci;
--- data
insert into cities (name) select concat('city', seq) from seq_1_to_:rows;
--- old
select id from cities where name = 'CITY7';
insert into cities (name) values ('Zürich');
insert ignore into cities (name) values ('City9');
--- migration
alter database character set utf8mb4 collate utf8mb4_bin;
create table city_aliases (
  id int not null auto_increment primary key,
  city_id int not null,
  alias varchar(60) not null
);
