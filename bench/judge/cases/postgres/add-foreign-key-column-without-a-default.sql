-- verdict: safe
-- hazard: none
-- why: a new column that is all null needs no validation, so the inline REFERENCES reads no row
--- schema
create table warehouses (
  id serial primary key,
  name text not null
);
create table stock_items (
  id bigserial primary key,
  sku text not null,
  quantity integer not null
);
--- data
insert into warehouses (name) select 'w' || g from generate_series(1, 20) g;
insert into stock_items (sku, quantity) select 's' || g, 1 from generate_series(1, :rows) g;
--- old
select id, name from warehouses where id = 1;
insert into warehouses (name) values ('new');
delete from warehouses where id = 2;
select sku, quantity from stock_items where id = 1;
insert into stock_items (sku, quantity) values ('n', 3);
update stock_items set quantity = 9 where id = 3;
--- migration
ALTER TABLE stock_items ADD COLUMN warehouse_id integer REFERENCES warehouses (id) ON DELETE SET NULL;
