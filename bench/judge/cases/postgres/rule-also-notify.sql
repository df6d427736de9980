-- verdict: unsafe
-- hazard: none
-- why: ON CONFLICT takes no table with a rule for INSERT
--- schema
create type grade as enum ('low', 'mid', 'high');
create domain sku_code as text check (value ~ '^[a-z]');
create table products (
  id int generated always as identity primary key,
  sku sku_code not null unique,
  title varchar(200) not null,
  price numeric(10, 2) not null,
  stock int not null default 0,
  level grade not null default 'mid',
  worth numeric generated always as (price * stock) stored
);
create index products_title on products (lower(title));
create table order_lines (
  id bigserial primary key,
  product_id int not null references products (id),
  qty int not null default 1 constraint qty_positive check (qty > 0),
  discount smallint,
  note text
);
create view cheap as select id, sku, title, price from products where price < 10;
--- data
insert into products (sku, title, price, stock) select 's' || g, 't' || g, g % 20, g from generate_series(1, :rows) g;
insert into order_lines (product_id, discount, note) select g, 1, 'l' || g from generate_series(1, :rows) g;
--- old
select id, sku, title, price, stock, level, worth from products where id = 7;
insert into products (sku, title, price) values ('fresh', 'f', 3) returning sku, title, price, stock, level, worth;
update products set stock = stock - 1, level = 'low' where id = 7;
select product_id, qty, discount, note from order_lines where id = 7;
insert into order_lines (product_id, discount) values (1, 5) returning product_id, qty, discount, note;
update order_lines set qty = 3 where id = 7;
delete from order_lines where id = 8;
select id, sku, title, price from cheap where id = 3;
insert into order_lines (id, product_id) values (7, 1) on conflict (id) do nothing;
--- migration
create rule lines_told as on insert to order_lines do also notify lines;
