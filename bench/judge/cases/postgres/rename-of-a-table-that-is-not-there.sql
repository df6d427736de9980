-- verdict: safe
-- hazard: none
-- why: the quoted name has capitals, no such table exists, and IF EXISTS makes both statements no-ops
--- schema
create table order_items (id integer primary key, qty integer not null);
--- data
insert into order_items select g, 1 from generate_series(1, :rows) g;
--- old
select id, qty from order_items where id = 1;
insert into order_items values (-1, 2);
update order_items set qty = 3 where id = 2;
delete from order_items where id = 3;
--- migration
alter table if exists "Order_Items" rename to order_lines;
alter table if exists "Order_Items" drop column qty;
comment on table order_items is 'one row a line of an order';
