-- verdict: unsafe
-- hazard: none
-- why: writes are refused
--- schema
create table users (id int primary key, slug text, name text);
create function stamp() returns trigger language plpgsql as $$ begin new.slug := lower(new.name); return new; end $$;
create trigger users_stamp before insert on users for each row execute function stamp();
--- data
insert into users (id, name) select g, 'N' || g from generate_series(1, :rows) g;
--- old
insert into users (id) values (-1);
--- migration
create or replace function stamp() returns trigger language plpgsql as $$ begin if new.name is null then raise exception 'no name'; end if; new.slug := lower(new.name); return new; end $$;
