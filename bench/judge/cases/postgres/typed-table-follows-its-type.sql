-- verdict: unsafe
-- hazard: rewrite
-- why: CASCADE carries the new attribute type to the table made OF the type, which is rewritten
--- schema
create type sensor_sample as (sensor_id integer, counter integer, unit text);
create table samples of sensor_sample (sensor_id with options not null);
create index samples_sensor on samples (sensor_id);
--- data
insert into samples select g, g, 'C' from generate_series(1, :rows) g;
--- old
select sensor_id, unit from samples where sensor_id = 1;
insert into samples (sensor_id, counter, unit) values (-1, 1, 'F');
update samples set unit = 'K' where sensor_id = 2;
delete from samples where sensor_id = 3;
--- migration
alter type sensor_sample alter attribute counter type bigint cascade;
