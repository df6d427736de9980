-- verdict: unsafe
-- hazard: none
-- why: ENABLE REPLICA TRIGGER stops the trigger in ordinary sessions, so inserts leave the slug null
--- schema
create table wiki_pages (id bigint primary key, title text not null, slug text not null);
create function wiki_slug() returns trigger language plpgsql as $$
begin
  new.slug := lower(replace(new.title, ' ', '-'));
  return new;
end $$;
create trigger wiki_pages_slug before insert on wiki_pages for each row execute function wiki_slug();
--- data
insert into wiki_pages (id, title) select g, 'Page ' || g from generate_series(1, :rows) g;
--- old
insert into wiki_pages (id, title) values (900001, 'Hello World') returning slug;
select id, title from wiki_pages where slug = 'page-4';
--- migration
alter table wiki_pages enable replica trigger wiki_pages_slug;
