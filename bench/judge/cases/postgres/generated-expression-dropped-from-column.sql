-- verdict: unsafe
-- hazard: none
-- why: the column stays but nobody fills it any more: rows that old code inserts have a null total
--- schema
create table order_item (id bigint primary key, qty integer not null, price_cents integer not null,
  total_cents integer generated always as (qty * price_cents) stored);
--- data
insert into order_item (id, qty, price_cents) select g, 2, g from generate_series(1, :rows) g;
--- old
insert into order_item (id, qty, price_cents) values (900001, 3, 50) returning total_cents;
update order_item set qty = 9 where id = 4 returning total_cents;
select id, total_cents from order_item where id = 4;
--- migration
alter table order_item alter column total_cents drop expression;
