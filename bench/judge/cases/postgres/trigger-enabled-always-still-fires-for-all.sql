-- verdict: safe
-- hazard: none
-- why: ENABLE ALWAYS only adds the replica sessions; ordinary sessions fire the trigger as before
--- schema
create table pages (id bigint primary key, title text not null, slug text not null);
create function set_slug() returns trigger language plpgsql as $$
begin
  new.slug := lower(replace(new.title, ' ', '-'));
  return new;
end $$;
create trigger pages_slug before insert or update of title on pages for each row execute function set_slug();
--- data
insert into pages (id, title) select g, 'Page ' || g from generate_series(1, :rows) g;
--- old
insert into pages (id, title) values (900001, 'Hello World') returning slug;
update pages set title = 'New Name' where id = 3 returning slug;
select id, title from pages where slug = 'page-4';
--- migration
alter table pages enable always trigger pages_slug;
