-- verdict: unsafe
-- hazard: scan
-- why: the index is there, but its column is nullable, so making it the primary key scans the table for nulls
--- schema
create table device_events (
  uid uuid,
  payload text not null
);
create unique index device_events_uid_idx on device_events (uid);
--- data
insert into device_events select gen_random_uuid(), 'p' from generate_series(1, :rows) g;
--- old
select uid, payload from device_events limit 0;
insert into device_events (uid, payload) values ('00000000-0000-0000-0000-000000000001', 'a');
update device_events set payload = 'b' where uid = '00000000-0000-0000-0000-000000000002';
--- migration
alter table device_events add constraint device_events_pkey primary key using index device_events_uid_idx;
