-- verdict: unsafe
-- hazard: none
-- why: Django drops the default at once, so an INSERT of the old version leaves the NOT NULL column null
-- transaction: yes
--- schema
create table catalog_article (
  id serial primary key,
  headline varchar(200) not null,
  body text not null
);
--- data
insert into catalog_article (headline, body) select 'h' || g, 'b' from generate_series(1, :rows) g;
--- old
select id, headline, body from catalog_article where id = 1;
insert into catalog_article (headline, body) values ('a', 'b');
update catalog_article set body = 'c' where id = 1;
--- migration
ALTER TABLE "catalog_article" ADD COLUMN "is_featured" boolean DEFAULT false NOT NULL;
ALTER TABLE "catalog_article" ALTER COLUMN "is_featured" DROP DEFAULT;
