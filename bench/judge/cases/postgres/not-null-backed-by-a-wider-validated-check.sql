-- verdict: safe
-- hazard: none
-- why: the validated CHECK has "price is not null" as one arm of an AND, which proves it, so SET NOT NULL scans nothing
--- schema
create table listings (
  id bigserial primary key,
  title text not null,
  price integer,
  constraint listings_price_ck check (price is not null and price >= 0)
);
--- data
insert into listings (title, price) select 't' || g, g from generate_series(1, :rows) g;
--- old
select id, title, price from listings where id = 1;
insert into listings (title, price) values ('bike', 100);
update listings set price = 5 where id = 3;
delete from listings where id = 4;
--- migration
ALTER TABLE listings ALTER COLUMN price SET NOT NULL;
