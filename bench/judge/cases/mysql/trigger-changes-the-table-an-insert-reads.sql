-- verdict: unsafe
-- hazard: none
-- why: INSERT INTO lines SELECT FROM orders fails when a trigger of lines updates orders
--- schema
create table purchase_orders (id int auto_increment primary key, buyer varchar(40) not null, line_count int not null default 0);
create table purchase_lines (id int auto_increment primary key, purchase_order_id int not null, sku varchar(20) not null);
--- data
insert into purchase_orders (buyer) select 'b' from seq_1_to_:rows;
--- old
insert into purchase_lines (purchase_order_id, sku) select id, 'GIFT' from purchase_orders where id = 5;
insert into purchase_lines (purchase_order_id, sku) values (5, 'X');
select id, buyer, line_count from purchase_orders where id = 5;
--- queries
insert into purchase_lines (purchase_order_id, sku) select id, 'GIFT' from purchase_orders where id = ?;
--- migration
CREATE TRIGGER purchase_lines_ai AFTER INSERT ON purchase_lines FOR EACH ROW
  UPDATE purchase_orders SET line_count = line_count + 1 WHERE id = NEW.purchase_order_id;
