-- verdict: unsafe
-- hazard: lock
-- why: the update writes every row in one transaction
--- schema
create table customers (id integer primary key, region text not null);
create table orders (id integer primary key, customer_id integer not null references customers (id), total integer not null);
--- data
insert into customers select g, 'r' || (g % 7) from (with recursive n(g) as (select 1 union all select g + 1 from n where g < 100) select g from n);
insert into orders select g, 1 + g % 100, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select id, total from orders where customer_id = 5 limit 3;
insert into orders (customer_id, total) values (3, 10);
--- migration
alter table orders add column region text;
update orders set region = c.region from customers c where c.id = orders.customer_id;
