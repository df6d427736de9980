-- verdict: unsafe
-- hazard: none
-- why: instant for a column without an index, but the join has two collations of equal strength: illegal mix of collations
-- server-version: 10.11
--- schema
create table airports (
  iata varchar(3) not null primary key,
  city varchar(60) not null
) default charset = utf8mb4 collate = utf8mb4_general_ci;
create table flights (
  id int not null auto_increment primary key,
  flight_no varchar(8) not null,
  origin varchar(3) not null
) default charset = utf8mb4 collate = utf8mb4_general_ci;
--- data
insert into airports values ('CDG', 'Paris'), ('BER', 'Berlin');
insert into flights (flight_no, origin) select concat('F', seq), 'CDG' from seq_1_to_:rows;
--- old
select f.id, a.city from flights f join airports a on a.iata = f.origin where f.id = 3;
insert into flights (flight_no, origin) values ('X1', 'BER');
--- queries
select f.id, a.city from flights f join airports a on a.iata = f.origin where f.id = ?;
--- migration
alter table flights modify origin varchar(3) character set utf8mb4 collate utf8mb4_unicode_ci not null;
