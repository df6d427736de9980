-- verdict: unsafe
-- hazard: none
-- why: an ignored index is no index for FORCE INDEX: the recorded query fails with key does not exist
-- server-version: 10.11
--- schema
create table trips (
  id int not null auto_increment primary key,
  driver_id int not null,
  ended_at datetime null,
  key trips_driver (driver_id),
  key trips_ended (ended_at)
) engine=InnoDB;
--- data
insert into trips select seq, seq % 20, '2024-01-01' from seq_1_to_:rows;
--- old
select id from trips force index (trips_ended) where ended_at > '2023-01-01' and driver_id = 3 order by id limit 2;
insert into trips (driver_id) values (4);
--- queries
SELECT id FROM trips FORCE INDEX (trips_ended) WHERE ended_at > ? AND driver_id = ? ORDER BY id LIMIT 2;
--- migration
ALTER TABLE trips ALTER INDEX trips_ended IGNORED;
