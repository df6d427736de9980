-- verdict: safe
-- hazard: none
-- why: MariaDB passes over version comments from 50700 to 99999: nothing is dropped
-- server-version: 10.11
--- schema
create table warehouses (
  id int not null auto_increment primary key,
  name varchar(60) not null,
  legacy_code varchar(20) null
);
--- data
insert into warehouses (name, legacy_code) select concat('w', seq), concat('L', seq) from seq_1_to_:rows;
--- old
select name, legacy_code from warehouses where id = 3;
insert into warehouses (name, legacy_code) values ('x', 'y');
--- migration
alter table warehouses /*!80000 drop column legacy_code, */ add column geo_hash varchar(12) null;
