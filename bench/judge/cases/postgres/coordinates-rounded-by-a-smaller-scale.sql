-- verdict: unsafe
-- hazard: data-loss
-- why: a smaller scale does not fail: every coordinate is silently rounded, and the table rewritten
--- schema
create table store_locations (
  id bigserial primary key,
  label varchar(80) not null,
  lat numeric(9,6) not null,
  lng numeric(9,6) not null
);
--- data
insert into store_locations (label, lat, lng) select 'l' || g, 48.137154 + g * 0.000001, 11.576124 from generate_series(1, :rows) g;
--- old
select id, label, lat, lng from store_locations where id = 1;
insert into store_locations (label, lat, lng) values ('n', 1.234567, 2.345678);
--- migration
alter table store_locations
  alter column lat type numeric(7,4),
  alter column lng type numeric(7,4);
