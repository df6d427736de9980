-- verdict: unsafe
-- hazard: none
-- why: a trigger and a generated column know their functions by number, not by name, but a query that calls tidy fails
--- schema
create function tidy(t text) returns text language sql immutable as $$ select lower(t) $$;
create function stamp() returns trigger language plpgsql as $$ begin new.changed := new.changed + 1; return new; end $$;
create table notes (id serial primary key, body text not null, search text generated always as (tidy(body)) stored, changed int not null default 0);
create trigger stamp before update on notes for each row execute function stamp();
--- data
insert into notes (body) select 'N' || g from generate_series(1, :rows) g;
--- old
select tidy('ABC');
update notes set body = 'ABC' where id = 1 returning search, changed;
insert into notes (body) values ('XY') returning search;
select body, search from notes where id = 2;
delete from notes where id = 3;
--- migration
create schema internal;
alter function tidy(text) set schema internal;
alter function stamp() set schema internal;
