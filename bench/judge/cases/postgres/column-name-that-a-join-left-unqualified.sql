-- verdict: unsafe
-- hazard: none
-- why: the recorded join selects status without saying whose; now both tables have one
--- schema
create table customers (customer_id integer primary key, full_name text not null);
create table orders (order_id integer primary key, customer_id integer not null references customers, status text not null);
--- data
insert into customers select g, 'C' || g from generate_series(1, :rows) g;
insert into orders select g, g, 'open' from generate_series(1, :rows) g;
--- old
select order_id, full_name, status from orders join customers using (customer_id) where order_id = 1;
insert into customers (customer_id, full_name) values (-1, 'New');
--- queries
select order_id, full_name, status from orders join customers using (customer_id) where order_id = $1;
--- migration
alter table customers add column status text;
