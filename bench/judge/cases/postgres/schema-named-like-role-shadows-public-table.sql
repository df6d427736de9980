-- verdict: unsafe
-- hazard: none
-- why: "$user" stands first in the default search_path, so app now reads and writes app.settings, which is empty
-- role: app
--- schema
create role app;
create table settings (name text primary key, value text not null);
grant select, insert, update on settings to app;
--- data
insert into settings select 'k' || g, 'v' || g from generate_series(1, :rows) g;
--- old
select value from settings where name = 'k7';
update settings set value = 'x' where name = 'k7';
--- migration
create schema app authorization app;
create table app.settings (name text primary key, value jsonb not null);
