-- verdict: safe
-- hazard: none
-- why: an invisible column takes no part in INSERT without columns nor in SELECT *, and it is added instantly
-- server-version: 10.11
--- schema
create table sensor_readings (
  sensor_id int unsigned not null,
  taken_at datetime not null,
  celsius decimal(5, 2) not null,
  primary key (sensor_id, taken_at)
) engine=InnoDB;
--- data
insert into sensor_readings select seq, '2024-01-01 00:00:00', 20.5 from seq_1_to_:rows;
--- old
insert into sensor_readings values (4000000, '2024-05-01 10:00:00', 19.25);
select * from sensor_readings where sensor_id = 3;
delete from sensor_readings where sensor_id = 4 and taken_at < '2024-02-01';
--- queries
INSERT INTO sensor_readings VALUES (?, ?, ?);
SELECT * FROM sensor_readings WHERE sensor_id = ?;
--- migration
ALTER TABLE sensor_readings ADD COLUMN quality TINYINT NOT NULL DEFAULT 0 INVISIBLE;
