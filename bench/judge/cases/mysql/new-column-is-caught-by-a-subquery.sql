-- verdict: unsafe
-- hazard: none
-- why: the unqualified name in the subquery meant the outer table, and now means the inner one
--- schema
create table products (id int auto_increment primary key, sku varchar(20) not null, active tinyint(1) not null default 1);
create table stock_moves (id int auto_increment primary key, product_sku varchar(20) not null, delta int not null);
--- data
insert into products (sku) select concat('s', seq) from seq_1_to_20;
insert into stock_moves (product_sku, delta) select concat('s', seq % 10), 1 from seq_1_to_:rows;
--- old
select count(*) from products where exists (select 1 from stock_moves where product_sku = sku);
insert into stock_moves (product_sku, delta) values ('s1', -1);
insert into products (sku) values ('s99');
--- queries
select count(*) from products where exists (select 1 from stock_moves where product_sku = sku);
--- migration
ALTER TABLE stock_moves ADD COLUMN sku varchar(20) NULL;
