-- verdict: safe
-- hazard: none
-- why: rows of the old version get the empty slug, which the partial unique index leaves out
--- schema
create table pages (id bigserial primary key, title text not null);
--- data
insert into pages (title) select 't' || g from generate_series(1, :rows) g;
--- old
insert into pages (title) values ('a'), ('b') returning title;
select title from pages where id = 1;
update pages set title = 'x' where id in (2, 3);
delete from pages where id = 4;
--- migration
alter table pages add column slug varchar(200) not null default '';
create unique index concurrently pages_slug on pages (slug) where slug <> '';
