-- verdict: unsafe
-- hazard: none
-- why: ENABLE REPLICA switches the trigger off for ordinary sessions, and nothing fills the NOT NULL slug any more
--- schema
create table recipes (
  id integer primary key,
  title text not null,
  slug text not null
);
create function recipes_slug() returns trigger language plpgsql as $$
begin new.slug := lower(replace(new.title, ' ', '-')); return new; end $$;
create trigger recipes_set_slug before insert or update of title on recipes
  for each row execute function recipes_slug();
--- data
insert into recipes (id, title) select g, 'Soup ' || g from generate_series(1, :rows) g;
--- old
select id, title, slug from recipes where slug = 'soup-1';
insert into recipes (id, title) values (-1, 'Apple Pie');
update recipes set title = 'Cake' where id = 2 returning slug;
delete from recipes where id = 3;
--- migration
alter table recipes enable replica trigger recipes_set_slug;
