-- verdict: safe
-- hazard: none
-- why: ON ONLY makes an empty index on the parent, the partition's is built concurrently, and attaching is catalogue-only
--- schema
create table tracking_events (parcel_id bigint not null, seen_on date not null, place text) partition by range (seen_on);
create table tracking_events_a partition of tracking_events for values from ('2020-01-01') to ('2030-01-01');
--- data
insert into tracking_events select g, date '2021-01-01' + g % 900, 'p' from generate_series(1, :rows) g;
--- old
select place from tracking_events where parcel_id = 4;
insert into tracking_events values (-1, '2024-01-01', 'x');
update tracking_events set place = 'y' where parcel_id = 5;
delete from tracking_events where parcel_id = 6;
--- migration
create index tracking_events_parcel on only tracking_events (parcel_id);
create index concurrently tracking_events_a_parcel on tracking_events_a (parcel_id);
alter index tracking_events_parcel attach partition tracking_events_a_parcel;
