-- verdict: safe
-- hazard: none
-- why: a view stores whose column status is; only the application's own joins qualify it or do not
--- schema
create table drivers (
  id int not null auto_increment primary key,
  name varchar(80) not null
);
create table trips (
  id int not null auto_increment primary key,
  driver_id int not null,
  status varchar(20) not null default 'planned',
  key (driver_id)
);
create view planned_trips as
  select trips.id, name from trips join drivers on drivers.id = driver_id where status = 'planned';
--- data
insert into drivers (name) select concat('d', seq) from seq_1_to_:rows;
insert into trips (driver_id) select seq from seq_1_to_:rows;
--- old
select id, name from planned_trips where id < 4;
select t.id, t.status from trips t join drivers d on d.id = t.driver_id where t.status = 'planned' and d.id = 3;
insert into drivers (name) values ('z');
update trips set status = 'done' where id = 5;
--- queries
select id, name from planned_trips where id < ?;
select t.id, t.status from trips t join drivers d on d.id = t.driver_id where t.status = ? and d.id = ?;
--- migration
alter table drivers add column status varchar(20) not null default 'active';
