-- verdict: unsafe
-- hazard: data-loss
-- why: numeric(12,4) to numeric(12,2) rounds every stored value without an error
--- schema
create table products (
  id bigserial primary key,
  sku varchar(40) not null,
  unit_cost numeric(12,4) not null
);
--- data
insert into products (sku, unit_cost) select 'S' || g, 10.1234 from generate_series(1, :rows) g;
--- old
select sku, unit_cost from products where id = 1;
insert into products (sku, unit_cost) values ('x', 3.3333);
update products set unit_cost = 4.0001 where id = 5;
--- migration
alter table products alter column unit_cost type numeric(12,2);
