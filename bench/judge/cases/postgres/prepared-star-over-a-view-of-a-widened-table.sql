-- verdict: safe
-- hazard: none
-- why: the view's columns were fixed when it was made, so the prepared SELECT * keeps its shape
--- schema
create table listings_all (id integer primary key, title text not null, visible boolean not null default true);
create view visible_listings as select * from listings_all where visible;
--- data
insert into listings_all (id, title) select g, 't' || g from generate_series(1, :rows) g;
--- old
select * from visible_listings where id = 1;
select id, title from visible_listings where id = 2;
insert into listings_all (id, title) values (-1, 'n');
--- queries
select * from visible_listings where id = $1;
--- migration
alter table listings_all add column seller_note text;
