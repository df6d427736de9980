-- verdict: safe
-- hazard: none
-- why: publish = insert asks no replica identity of updates and deletes
--- schema
create table sensor_log (sensor text not null, reading integer not null);
--- data
insert into sensor_log select 's' || g, 1 from generate_series(1, :rows) g;
--- old
update sensor_log set reading = 2 where sensor = 's1';
delete from sensor_log where sensor = 's2';
insert into sensor_log (sensor, reading) values ('n', 1);
--- migration
create publication warehouse_feed for table sensor_log with (publish = 'insert, truncate');
