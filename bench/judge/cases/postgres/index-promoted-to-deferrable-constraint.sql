-- verdict: unsafe
-- hazard: none
-- why: a deferrable unique constraint cannot be the arbiter of the recorded ON CONFLICT
--- schema
create table settings (id serial primary key, key text not null, value text);
create unique index settings_key_idx on settings (key);
--- data
insert into settings (key, value) select 'k' || g, 'v' from generate_series(1, :rows) g;
--- old
insert into settings (key, value) values ('k1', 'w') on conflict (key) do update set value = excluded.value;
select key, value from settings where key = 'k2';
--- queries
insert into settings (key, value) values ('k1', 'w') on conflict (key) do update set value = excluded.value;
--- migration
alter table settings add constraint settings_key_unique unique using index settings_key_idx deferrable initially deferred;
