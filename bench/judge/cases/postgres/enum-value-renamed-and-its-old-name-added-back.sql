-- verdict: unsafe
-- hazard: none
-- why: the old spelling can be written again, but the rows that had it now carry the new one
--- schema
create type order_state as enum ('placed', 'cancelled', 'shipped');
create table shop_orders (id integer primary key, state order_state not null default 'placed');
--- data
insert into shop_orders select g, (array['placed', 'cancelled', 'shipped'])[1 + g % 3]::order_state from generate_series(1, :rows) g;
--- old
select count(*) from shop_orders where state = 'cancelled';
insert into shop_orders (id, state) values (-1, 'cancelled');
update shop_orders set state = 'cancelled' where id = 3;
--- migration
alter type order_state rename value 'cancelled' to 'canceled';
alter type order_state add value 'cancelled' after 'canceled';
