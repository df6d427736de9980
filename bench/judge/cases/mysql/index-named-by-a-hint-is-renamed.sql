-- verdict: unsafe
-- hazard: none
-- why: FORCE INDEX with a name that is not there is an error, though the index is as good as before
--- schema
create table sensor_values (
  id bigint not null auto_increment primary key,
  sensor_id int not null,
  taken_at datetime not null,
  value double not null,
  key idx_sensor_taken (sensor_id, taken_at)
);
--- data
insert into sensor_values (sensor_id, taken_at, value) select seq % 10, '2024-01-01', seq from seq_1_to_:rows;
--- old
select count(*) from sensor_values force index (idx_sensor_taken) where sensor_id = 4;
insert into sensor_values (sensor_id, taken_at, value) values (4, '2024-02-01', 1.5);
--- queries
select value from sensor_values force index (idx_sensor_taken) where sensor_id = ? order by taken_at desc limit 1;
--- migration
alter table sensor_values rename index idx_sensor_taken to sensor_values_sensor_id_taken_at_index;
