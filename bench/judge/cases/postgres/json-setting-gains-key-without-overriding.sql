-- verdict: safe
-- hazard: none
-- why: one row found by its key is changed, and the right side of || wins, so every key that was there keeps its value
--- schema
create table settings (name text primary key, value jsonb not null);
--- data
insert into settings select 'k' || g, '{}' from generate_series(1, :rows) g;
insert into settings values ('ui', '{"locale": "de", "pageSize": 25}');
--- old
select value ->> 'locale', (value ->> 'pageSize')::integer from settings where name = 'ui';
update settings set value = jsonb_set(value, '{locale}', '"fr"') where name = 'ui';
insert into settings (name, value) values ('mail', '{}') on conflict (name) do nothing;
--- queries
select value ->> 'locale', (value ->> 'pageSize')::integer from settings where name = 'ui';
--- migration
update settings set value = '{"theme": "light", "pageSize": 50}'::jsonb || value where name = 'ui';
