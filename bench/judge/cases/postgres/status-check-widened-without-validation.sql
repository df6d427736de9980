-- verdict: safe
-- hazard: none
-- why: the new list holds all of the old one, and NOT VALID with a VALIDATE of its own never scans under a strong lock
--- schema
create table orders (
  id bigserial primary key,
  status varchar(255) not null default 'pending',
  total integer not null,
  constraint orders_status_check check (status in ('pending', 'paid'))
);
--- data
insert into orders (total) select g from generate_series(1, :rows) g;
--- old
select status, total from orders where id = 1;
insert into orders (total) values (10);
insert into orders (status, total) values ('paid', 10);
update orders set status = 'paid' where id = 1;
delete from orders where id = 2;
--- migration
ALTER TABLE "orders" DROP CONSTRAINT "orders_status_check";
ALTER TABLE "orders" ADD CONSTRAINT "orders_status_check" CHECK ("status" IN ('pending', 'paid', 'refunded')) NOT VALID;
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_status_check";
