-- verdict: unsafe
-- hazard: none
-- why: ON CONFLICT is refused on a table that has an INSERT or UPDATE rule, even one that does only more
--- schema
create table settings (name text primary key, value text not null);
create table settings_log (name text not null, value text not null);
--- data
insert into settings select 's' || g, 'v' from generate_series(1, :rows) g;
--- old
select value from settings where name = 's1';
insert into settings values ('s1', 'w') on conflict (name) do update set value = excluded.value;
delete from settings where name = 's2';
--- queries
insert into settings (name, value) values ('theme', 'dark') on conflict (name) do update set value = excluded.value;
--- migration
create rule settings_audit as on update to settings do also insert into settings_log values (new.name, new.value);
