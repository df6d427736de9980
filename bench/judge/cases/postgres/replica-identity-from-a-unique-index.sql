-- verdict: safe
-- hazard: none
-- why: the index is unique, complete and over a NOT NULL column: published updates still have an identity
--- schema
create table devices (
  device_id integer not null,
  serial_no text not null,
  firmware text,
  constraint devices_pk primary key (device_id)
);
create unique index devices_serial on devices (serial_no);
create publication fleet for table devices;
--- data
insert into devices select g, 's' || g, null from generate_series(1, :rows) g;
--- old
select device_id, serial_no, firmware from devices where device_id = 1;
insert into devices values (-1, 's-1', '1.0');
update devices set firmware = '2.0' where serial_no = 's2';
delete from devices where device_id = 3;
--- migration
alter table devices replica identity using index devices_serial;
