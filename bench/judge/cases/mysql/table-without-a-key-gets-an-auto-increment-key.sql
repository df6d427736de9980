-- verdict: unsafe
-- hazard: rewrite
-- why: the numbers are given out while the table is built anew under a lock that stops writers
--- schema
create table sensor_log (
  sensor varchar(20) not null,
  val double not null,
  at datetime not null
);
--- data
insert into sensor_log select concat('s', seq % 9), seq, '2024-01-01' from seq_1_to_:rows;
--- old
insert into sensor_log (sensor, val, at) values ('s1', 4, '2024-02-02');
select max(val) from sensor_log where sensor = 's3';
delete from sensor_log where sensor = 's5';
--- migration
alter table sensor_log add column id bigint not null auto_increment primary key;
