-- verdict: unsafe
-- hazard: scan
-- why: CREATE TABLE ... SELECT locks each row it reads against writers until it ends
--- schema
create table sales (
  id int not null auto_increment primary key,
  sku varchar(20) not null,
  qty int not null
);
--- data
insert into sales (sku, qty) select concat('s', seq % 40), 1 from seq_1_to_:rows;
--- old
update sales set qty = 2 where id = 50;
insert into sales (sku, qty) values ('s1', 3);
select qty from sales where id = 3;
--- migration
create table sales_by_sku (primary key (sku)) select sku, sum(qty) as qty from sales group by sku;
