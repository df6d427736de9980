-- verdict: safe
-- hazard: none
-- why: a new column that is null everywhere has nothing to validate, so the inline REFERENCES scans nothing
--- schema
create table warehouses (id bigint primary key, title text not null);
create table stock_items (id bigint primary key, sku text not null);
--- data
insert into warehouses select g, 'W' || g from generate_series(1, :rows) g;
insert into stock_items select g, 'S' || g from generate_series(1, :rows) g;
--- old
select id, sku from stock_items where id = 1;
insert into stock_items (id, sku) values (-1, 'N');
insert into warehouses (id, title) values (-1, 'WN');
delete from warehouses where id = 3;
--- migration
alter table stock_items add column warehouse_id bigint references warehouses (id);
