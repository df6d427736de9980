-- verdict: unsafe
-- hazard: scan
-- why: VALIDATE runs while the transaction still holds the ACCESS EXCLUSIVE lock of the ADD CONSTRAINT
-- transaction: yes
--- schema
create table readings (
  id bigserial primary key,
  sensor_id integer not null,
  humidity smallint not null
);
--- data
insert into readings (sensor_id, humidity) select g, 50 from generate_series(1, :rows) g;
--- old
select humidity from readings where id = 1;
insert into readings (sensor_id, humidity) values (1, 40);
update readings set humidity = 41 where id = 3;
--- migration
BEGIN;
ALTER TABLE readings ADD CONSTRAINT readings_humidity_range CHECK (humidity BETWEEN 0 AND 100) NOT VALID;
ALTER TABLE readings VALIDATE CONSTRAINT readings_humidity_range;
COMMIT;
