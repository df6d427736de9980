-- verdict: unsafe
-- hazard: none
-- why: parents with children cannot be deleted any more
--- schema
create table carts (
  id int not null primary key,
  session_key varchar(40) not null
);
create table cart_lines (
  id int not null primary key,
  cart_id int not null,
  sku varchar(20) not null,
  constraint cart_lines_cart_id foreign key (cart_id) references carts (id) on delete cascade
);
--- data
insert into carts select seq, md5(seq) from seq_1_to_100;
insert into cart_lines select seq, 1 + seq % 100, 's' from seq_1_to_:rows;
--- old
delete from carts where id = 5;
insert into cart_lines (id, cart_id, sku) values (-1, 4, 's');
select sku from cart_lines where id = 6;
update cart_lines set sku = 'x' where id = 3;
--- migration
set session foreign_key_checks = 0;
alter table cart_lines drop foreign key cart_lines_cart_id, add constraint cart_lines_cart_id_2 foreign key (cart_id) references carts (id);
set session foreign_key_checks = 1;
