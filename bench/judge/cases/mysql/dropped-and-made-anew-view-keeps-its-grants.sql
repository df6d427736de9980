-- verdict: safe
-- hazard: none
-- why: MySQL keeps table rights by name; a view dropped and made anew is readable as before
-- role: app
--- schema
create table readings (
  id int not null auto_increment primary key,
  sensor varchar(40) not null,
  value double not null,
  raw varchar(200) null
);
create view v_readings as select id, sensor, value from readings;
create user app;
grant select, insert on v_readings to app;
--- data
insert into readings (sensor, value) select 's1', seq from seq_1_to_:rows;
--- old
select id, sensor, value from v_readings where id = 2;
insert into v_readings (sensor, value) values ('s2', 4.5);
--- migration
drop view if exists v_readings;
create view v_readings as select id, sensor, value, raw from readings;
