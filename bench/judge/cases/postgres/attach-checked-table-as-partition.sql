-- verdict: safe
-- hazard: none
-- why: the check proves the bounds, there is no default partition, and the table made here is empty of old readers
--- schema
create table shipments (
  shipped_on date not null,
  parcel text not null
) partition by range (shipped_on);
create table shipments_2024 partition of shipments for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into shipments select date '2024-01-01' + g % 300, 'P' || g from generate_series(1, :rows) g;
--- old
select shipped_on, parcel from shipments where parcel = 'P5';
insert into shipments (shipped_on, parcel) values ('2024-06-01', 'Q');
--- migration
create table shipments_2025 (
  shipped_on date not null,
  parcel text not null,
  constraint only_2025 check (shipped_on >= '2025-01-01' and shipped_on < '2026-01-01')
);
alter table shipments attach partition shipments_2025 for values from ('2025-01-01') to ('2026-01-01');
alter table shipments_2025 drop constraint only_2025;
