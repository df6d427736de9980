-- verdict: safe
-- hazard: none
-- why: EXECUTE on a trigger function is checked when the trigger is made, not when it fires
-- role: wiki_app
--- schema
create role wiki_app;
create table pages (
  slug text primary key,
  body text,
  revision integer not null default 1
);
create function bump_revision() returns trigger language plpgsql as $$
begin new.revision := old.revision + 1; return new; end $$;
create trigger pages_bump before update on pages for each row execute function bump_revision();
grant select, insert, update, delete on pages to wiki_app;
--- data
insert into pages select 'p' || g, 'b' from generate_series(1, :rows) g;
--- old
select slug, body, revision from pages where slug = 'p1';
insert into pages (slug) values ('new');
update pages set body = 'c' where slug = 'p2' returning revision;
delete from pages where slug = 'p3';
--- migration
revoke execute on function bump_revision() from public;
