-- verdict: safe
-- hazard: none
-- why: CREATE OR REPLACE keeps the grants and the first columns; the view stays insertable
-- role: storefront
--- schema
create role storefront;
create table articles (id integer primary key, title text not null, slug text);
create view published as select id, title from articles;
grant select, insert on published to storefront;
--- data
insert into articles select g, 'T' || g, 's' || g from generate_series(1, :rows) g;
--- old
select id, title from published where id = 1;
insert into published (id, title) values (-1, 'new');
--- migration
create or replace view published as select id, title, slug from articles;
