-- verdict: unsafe
-- hazard: none
-- why: CREATE OR REPLACE without SECURITY DEFINER makes the function run as app, which may not read api_keys
-- role: app
--- schema
create role app;
create table api_keys (id bigint primary key, token text not null unique, account_id bigint not null, revoked boolean not null default false);
create function account_for_token(p_token text) returns bigint language sql stable security definer set search_path = public as
$$ select account_id from api_keys where token = p_token $$;
--- data
insert into api_keys select g, 'tok' || g, g from generate_series(1, :rows) g;
--- old
select account_for_token('tok7');
--- migration
create or replace function account_for_token(p_token text) returns bigint language sql stable set search_path = public as
$$ select account_id from api_keys where token = p_token and not revoked $$;
