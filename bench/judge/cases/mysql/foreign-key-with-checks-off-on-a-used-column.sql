-- verdict: unsafe
-- hazard: none
-- why: it is added in place, but the clean-up job deletes customers that still have orders, which is now refused
--- schema
create table customers (
  customer_no int not null primary key,
  name varchar(80) not null
) engine=InnoDB;
create table orders (
  order_no int not null primary key,
  customer_no int not null,
  total decimal(10, 2) not null,
  key orders_customer (customer_no)
) engine=InnoDB;
--- data
insert into customers select seq, concat('C', seq) from seq_1_to_:rows;
insert into orders select seq, seq, 10 from seq_1_to_:rows;
--- old
delete from customers where customer_no = 12;
insert into orders (order_no, customer_no, total) values (900000, 3, 5);
--- queries
DELETE FROM customers WHERE customer_no = ?;
INSERT INTO orders (order_no, customer_no, total) VALUES (?, ?, ?);
--- migration
SET foreign_key_checks = 0;
ALTER TABLE orders ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_no) REFERENCES customers (customer_no), ALGORITHM=INPLACE;
SET foreign_key_checks = 1;
