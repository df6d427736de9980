-- verdict: safe
-- hazard: none
-- why: the default partition's CHECK already excludes the new bounds, so it is not scanned
--- schema
create table deliveries (
  region text not null,
  parcel_no bigint not null
) partition by list (region);
create table deliveries_north partition of deliveries for values in ('north');
create table deliveries_other partition of deliveries default;
alter table deliveries_other add constraint not_west check (region <> 'west');
--- data
insert into deliveries select 'r' || g % 5, g from generate_series(1, :rows) g;
--- old
select region, parcel_no from deliveries where parcel_no = 10;
insert into deliveries values ('south', -1);
update deliveries set parcel_no = -5 where parcel_no = 11;
delete from deliveries where parcel_no = 12;
--- migration
create table deliveries_west partition of deliveries for values in ('west');
