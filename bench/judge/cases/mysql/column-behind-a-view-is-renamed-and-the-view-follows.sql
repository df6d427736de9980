-- verdict: safe
-- hazard: none
-- why: the application has rights on the view alone, and the view gives the same names afterwards
-- role: app
--- schema
create table t_vehicle (
  id int not null auto_increment primary key,
  plate varchar(12) not null,
  km int not null default 0
);
create view vehicles as select id, plate, km as mileage from t_vehicle;
create user app;
grant select, insert, update on vehicles to app;
--- data
insert into t_vehicle (plate) select concat('P', seq) from seq_1_to_:rows;
--- old
select id, plate, mileage from vehicles where id = 3;
insert into vehicles (plate, mileage) values ('NEW', 4);
update vehicles set mileage = 10 where id = 5;
--- migration
alter table t_vehicle change column km odometer_km int not null default 0;
create or replace view vehicles as select id, plate, odometer_km as mileage from t_vehicle;
