-- verdict: unsafe
-- hazard: none
-- why: the archiving job copies SELECT * into a table with the old columns, and now has one expression too many
--- schema
create table orders (
  id bigint primary key,
  customer_email text not null,
  closed_at timestamptz
);
create table orders_archive (
  id bigint primary key,
  customer_email text not null,
  closed_at timestamptz
);
--- data
insert into orders select g, 'e' || g, now() from generate_series(1, :rows) g;
--- old
insert into orders_archive select * from orders where id = 5;
delete from orders where id = 5;
insert into orders (id, customer_email) values (-1, 'n');
select customer_email from orders where id = 1;
select customer_email from orders_archive where id = 1;
--- queries
insert into orders_archive select * from orders where id = $1;
--- migration
ALTER TABLE orders ADD COLUMN closed_by bigint;
