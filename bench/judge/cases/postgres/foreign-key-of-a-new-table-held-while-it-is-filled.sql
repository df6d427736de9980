-- verdict: unsafe
-- hazard: scan
-- why: creating the table with its foreign key locks orders against writes until the commit, and the filling then reads all of orders
--- schema
create table orders (id bigint primary key, customer text not null, total numeric not null);
--- data
insert into orders select g, 'c' || g % 50, g from generate_series(1, :rows) g;
--- old
insert into orders (id, customer, total) values (0, 'x', 1);
update orders set total = 2 where id = 1;
select total from orders where id = 2;
delete from orders where id = 3;
--- migration
begin;
create table order_totals (order_id bigint primary key references orders (id), total numeric not null);
insert into order_totals select id, total from orders;
commit;
