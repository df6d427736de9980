-- verdict: unsafe
-- hazard: none
-- why: the role has its rights column by column, so that SELECT * reaches a new column it may not read
-- role: shop
--- schema
create role shop;
create table products (id int primary key, name text not null, price numeric not null);
grant select (id, name, price), insert (id, name, price), update (name, price) on products to shop;
--- data
insert into products select g, 'p' || g, g from generate_series(1, :rows) g;
--- old
select * from products where id = 1;
insert into products (id, name, price) values (0, 'x', 1);
update products set price = 2 where id = 3;
--- queries
select * from products where id = $1;
--- migration
alter table products add column purchase_price numeric;
