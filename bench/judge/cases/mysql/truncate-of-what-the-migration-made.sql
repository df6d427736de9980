-- verdict: safe
-- hazard: none
-- why: the rows deleted and the table emptied were made by the migration itself
--- schema
create table plants (
  id int not null auto_increment primary key,
  latin_name varchar(80) not null
);
--- data
insert into plants (latin_name) select concat('p', seq) from seq_1_to_:rows;
--- old
insert into plants (latin_name) values ('x');
select latin_name from plants where id = 3;
delete from plants where id = 5;
--- migration
create table plant_zones (id int not null auto_increment primary key, plant_id int not null, zone tinyint not null);
insert into plant_zones (plant_id, zone) values (1, 7), (2, 8);
delete from plant_zones where zone = 7;
truncate table plant_zones;
