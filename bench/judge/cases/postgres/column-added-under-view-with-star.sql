-- verdict: safe
-- hazard: none
-- why: the view's star was expanded when it was created, so the recorded SELECT * keeps its result type
--- schema
create table device (device_id integer primary key, label text not null);
create view device_overview as select * from device;
--- data
insert into device select g, 'd' || g from generate_series(1, :rows) g;
--- old
select * from device_overview where device_id = 4;
select device_id, label from device_overview order by device_id limit 3;
insert into device values (900001, 'probe');
--- queries
select * from device_overview where device_id = $1;
insert into device values (900001, 'probe');
--- migration
alter table device add column firmware text;
