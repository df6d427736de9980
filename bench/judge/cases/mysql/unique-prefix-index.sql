-- verdict: unsafe
-- hazard: none
-- why: two slugs that begin alike are one to the key: later INSERTs fail
--- schema
create table landing_pages (
  id int not null auto_increment primary key,
  slug varchar(255) not null
);
--- data
insert into landing_pages (slug) select concat(lpad(seq, 12, '0'), '-page') from seq_1_to_:rows;
--- old
insert into landing_pages (slug) values ('summer-sale-2024-shoes'), ('summer-sale-2024-hats');
select id from landing_pages where slug = '000000000004-page';
--- queries
insert into landing_pages (slug) values ('summer-sale-2024-shoes'), ('summer-sale-2024-hats');
--- migration
create unique index landing_pages_slug on landing_pages (slug(12));
