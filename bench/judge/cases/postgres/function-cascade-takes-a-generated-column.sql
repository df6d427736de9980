-- verdict: unsafe
-- hazard: data-loss
-- why: the generated column depends on the function, and CASCADE drops the column with it
--- schema
create function norm(t text) returns text language sql immutable as $$ select lower(btrim(t)) $$;
create table artists (
  id integer primary key,
  name text not null,
  name_norm text generated always as (norm(name)) stored
);
--- data
insert into artists (id, name) select g, ' A' || g from generate_series(1, :rows) g;
--- old
select id, name, name_norm from artists where id = 1;
insert into artists (id, name) values (-1, 'Zed ');
update artists set name = 'Y' where id = 2;
delete from artists where id = 3;
--- migration
drop function if exists norm(text) cascade;
