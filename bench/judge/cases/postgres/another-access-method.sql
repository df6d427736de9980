-- verdict: unsafe
-- hazard: rewrite
-- why: another table access method stores every row anew under ACCESS EXCLUSIVE
--- schema
create access method heap_compact type table handler heap_tableam_handler;
create table gps_points (id bigint primary key, lat real not null, lon real not null);
--- data
insert into gps_points select g, 1, 2 from generate_series(1, :rows) g;
--- old
select lat, lon from gps_points where id = 1;
insert into gps_points values (-1, 3, 4);
update gps_points set lat = 0 where id = 2;
delete from gps_points where id = 3;
--- migration
alter table gps_points set access method heap_compact;
