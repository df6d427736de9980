-- verdict: safe
-- hazard: none
-- why: an index on text and varchar is the same
--- schema
create table slugs (slug varchar(30) primary key, hits int not null default 0);
--- data
insert into slugs select 's' || g from generate_series(1, :rows) g;
--- old
select slug, hits from slugs where slug = 's1';
insert into slugs values ('new') returning hits;
insert into slugs values ('s1') on conflict (slug) do update set hits = slugs.hits + 1;
--- migration
alter table slugs alter column slug type text;
