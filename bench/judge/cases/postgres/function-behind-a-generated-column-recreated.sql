-- verdict: unsafe
-- hazard: data-loss
-- why: CASCADE takes the generated column that calls the function, and recreating the function does not bring it back
-- transaction: yes
--- schema
create function normalize_name(t text) returns text language sql immutable as $$ select lower(trim(t)) $$;
create table companies (
  id integer primary key,
  title text not null,
  search_key text generated always as (normalize_name(title)) stored
);
--- data
insert into companies (id, title) select g, ' ACME ' || g from generate_series(1, :rows) g;
--- old
select id, title, search_key from companies where id = 1;
insert into companies (id, title) values (-1, 'New');
--- migration
drop function normalize_name(text) cascade;
create function normalize_name(name text) returns text language sql immutable as $$ select lower(regexp_replace(trim(name), '\s+', ' ', 'g')) $$;
