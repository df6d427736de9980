-- verdict: unsafe
-- hazard: none
-- why: BEFORE triggers fire by name; renamed, the filling trigger runs after the one that demands the value
--- schema
create table stories (id integer primary key, title text not null, slug text);
create function fill_slug() returns trigger language plpgsql as $$
begin
  new.slug := coalesce(new.slug, lower(new.title));
  return new;
end $$;
create function check_slug() returns trigger language plpgsql as $$
begin
  if new.slug is null then raise exception 'no slug'; end if;
  return new;
end $$;
create trigger a_fill_slug before insert on stories for each row execute function fill_slug();
create trigger check_slug before insert on stories for each row execute function check_slug();
--- data
insert into stories (id, title) select g, 'T' || g from generate_series(1, :rows) g;
--- old
insert into stories (id, title) values (-1, 'Once');
select id, title, slug from stories where id = 1;
--- migration
alter trigger a_fill_slug on stories rename to fill_slug;
