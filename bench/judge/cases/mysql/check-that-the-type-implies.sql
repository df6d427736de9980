-- verdict: unsafe
-- hazard: rewrite
-- why: no value of an UNSIGNED column can break it, but adding a CHECK copies the table to test each row
--- schema
create table cart_items (
  id int unsigned not null auto_increment primary key,
  quantity int unsigned not null
) engine=InnoDB;
--- data
insert into cart_items select seq, 1 from seq_1_to_:rows;
--- old
insert into cart_items (quantity) values (3);
update cart_items set quantity = 0 where id = 3;
select quantity from cart_items where id = 4;
--- migration
ALTER TABLE cart_items ADD CONSTRAINT cart_items_quantity CHECK (quantity >= 0);
