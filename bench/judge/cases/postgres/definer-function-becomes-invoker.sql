-- verdict: unsafe
-- hazard: none
-- why: the role may call the function but not read the table that it read with its owner's rights
-- role: portal
--- schema
create role portal;
create table api_keys (
  key_hash text primary key,
  account_id integer not null
);
create function account_of(h text) returns integer language sql stable security definer
  set search_path = public as $$ select account_id from api_keys where key_hash = h $$;
grant execute on function account_of(text) to portal;
--- data
insert into api_keys select 'h' || g, g from generate_series(1, :rows) g;
--- old
select account_of('h1');
--- migration
alter function account_of(text) security invoker;
