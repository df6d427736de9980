-- verdict: unsafe
-- hazard: none
-- why: the filter's column is not part of the replica identity, so every UPDATE and DELETE of the table fails
--- schema
create table orders (
  order_id bigint primary key,
  state text not null,
  total integer not null
);
--- data
insert into orders select g, 'open', g from generate_series(1, :rows) g;
--- old
select order_id, state, total from orders where order_id = 1;
insert into orders values (-1, 'open', 5);
update orders set state = 'paid' where order_id = 2;
delete from orders where order_id = 3;
--- migration
create publication paid_orders for table orders where (state = 'paid');
