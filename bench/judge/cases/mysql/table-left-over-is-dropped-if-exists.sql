-- verdict: unsafe
-- hazard: data-loss
-- why: the table exists, and with it goes what a trigger of orders writes into
--- schema
create table orders (
  id int not null auto_increment primary key,
  total int not null
);
create table orders_sync (
  id bigint not null auto_increment primary key,
  order_id int not null
);
create trigger orders_ai after insert on orders for each row insert into orders_sync (order_id) values (new.id);
--- data
insert into orders (total) select seq from seq_1_to_:rows;
--- old
insert into orders (total) values (5);
select total from orders where id = 4;
--- migration
drop table if exists orders_sync;
