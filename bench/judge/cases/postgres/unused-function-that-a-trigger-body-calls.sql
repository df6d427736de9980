-- verdict: unsafe
-- hazard: none
-- why: a plpgsql body leaves no dependency, so the function can be dropped, and the trigger on posts then fails
--- schema
create function slugify(t text) returns text language sql immutable as $$ select lower(regexp_replace(t, '\W+', '-', 'g')) $$;
create table posts (id serial primary key, title text not null, slug text);
create function posts_slug() returns trigger language plpgsql as $$
begin new.slug := slugify(new.title); return new; end $$;
create trigger posts_slug before insert or update of title on posts for each row execute function posts_slug();
--- data
insert into posts (title) select 'Post ' || g from generate_series(1, :rows) g;
--- old
insert into posts (title) values ('Hello World') returning slug;
update posts set title = 'New' where id = 1;
select slug from posts where id = 2;
delete from posts where id = 3;
--- migration
drop function if exists slugify(text);
