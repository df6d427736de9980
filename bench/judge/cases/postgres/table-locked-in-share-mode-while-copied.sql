-- verdict: unsafe
-- hazard: scan
-- why: SHARE mode stops all writers of readings until the whole table is copied
-- transaction: yes
--- schema
create table readings (id bigint primary key, sensor_id integer not null, val real not null);
--- data
insert into readings select g, g % 9, g from generate_series(1, :rows) g;
--- old
insert into readings (id, sensor_id, val) values (900001, 3, 1.5);
select id, val from readings where id = 4;
update readings set val = 2 where id = 4;
--- migration
begin;
lock table readings in share mode;
create table readings_wide as select id, sensor_id, val::double precision as val, null::text as unit from readings;
commit;
