-- verdict: unsafe
-- hazard: none
-- why: INSERT ... ON CONFLICT is refused on a table that has an UPDATE rule, though the rule only adds a log entry
--- schema
create table products (sku text primary key, stock integer not null default 0);
--- data
insert into products select 's' || g, g from generate_series(1, :rows) g;
--- old
insert into products (sku, stock) values ('s1', 5) on conflict (sku) do update set stock = excluded.stock;
select sku, stock from products where sku = 's1';
update products set stock = stock - 1 where sku = 's2';
--- queries
insert into products (sku, stock) values ('s1', 5) on conflict (sku) do update set stock = excluded.stock;
--- migration
create table stock_log (sku text not null, stock integer not null, logged_at timestamptz not null default now());
create rule products_stock_log as on update to products
  do also insert into stock_log (sku, stock) values (new.sku, new.stock);
