-- verdict: safe
-- hazard: none
-- why: the new unique index serves the upsert before the old constraint goes, and then takes its name
--- schema
create table api_keys (
  id bigserial primary key,
  token text not null,
  hits integer not null default 0,
  constraint api_keys_token_key unique (token)
);
--- data
insert into api_keys (token) select 't' || g from generate_series(1, :rows) g;
--- old
insert into api_keys (token) values ('t1') on conflict (token) do update set hits = api_keys.hits + 1;
insert into api_keys (token) values ('t2') on conflict on constraint api_keys_token_key do nothing;
select id, token, hits from api_keys where token = 't3';
--- queries
insert into api_keys (token) values ('t2') on conflict on constraint api_keys_token_key do nothing;
--- migration
create unique index concurrently api_keys_token_new on api_keys (token);
begin;
alter table api_keys drop constraint api_keys_token_key;
alter table api_keys add constraint api_keys_token_key unique using index api_keys_token_new;
commit;
