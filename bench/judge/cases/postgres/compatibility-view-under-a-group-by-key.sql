-- verdict: unsafe
-- hazard: none
-- why: a view has no primary key, so GROUP BY c.id no longer covers c.name and the report of the old version fails
-- transaction: yes
--- schema
create table categories (
  id serial primary key,
  name text not null
);
create table posts (
  id serial primary key,
  category_id integer not null references categories (id),
  title text not null
);
--- data
insert into categories (name) select 'c' || g from generate_series(1, 50) g;
insert into posts (category_id, title) select 1 + g % 50, 't' from generate_series(1, :rows) g;
--- old
select c.id, c.name, count(p.id) from categories c left join posts p on p.category_id = c.id where c.id = 1 group by c.id;
insert into categories (name) values ('new');
update categories set name = 'x' where id = 2;
select title from posts where id = 1;
--- queries
select c.id, c.name, count(p.id) from categories c left join posts p on p.category_id = c.id group by c.id;
--- migration
BEGIN;
ALTER TABLE categories RENAME TO topics;
CREATE VIEW categories AS SELECT id, name FROM topics;
COMMIT;
