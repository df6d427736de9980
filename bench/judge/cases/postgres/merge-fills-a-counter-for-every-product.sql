-- verdict: unsafe
-- hazard: lock
-- why: MERGE updates every product with a review, so all those rows stay locked until it is through
--- schema
create table products (
  id serial primary key,
  name text not null,
  price_cents integer not null
);
create table reviews (
  id serial primary key,
  product_id integer not null references products (id) on delete cascade,
  stars smallint not null
);
--- data
insert into products (name, price_cents) select 'p' || g, g from generate_series(1, :rows) g;
insert into reviews (product_id, stars) select g, 5 from generate_series(1, :rows) g;
--- old
select name, price_cents from products where id = 1;
insert into products (name, price_cents) values ('n', 1);
update products set price_cents = 99 where id = 5;
insert into reviews (product_id, stars) values (1, 4);
select avg(stars)::text from reviews where product_id = 1;
--- migration
ALTER TABLE products ADD COLUMN review_count integer NOT NULL DEFAULT 0;
MERGE INTO products p
USING (SELECT product_id, count(*) AS n FROM reviews GROUP BY product_id) r
ON p.id = r.product_id
WHEN MATCHED THEN UPDATE SET review_count = r.n;
