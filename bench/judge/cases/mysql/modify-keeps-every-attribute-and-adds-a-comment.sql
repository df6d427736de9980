-- verdict: safe
-- hazard: none
-- why: the definition is repeated whole; only the comment and the display width differ
--- schema
create table inventory_item (
  id int(11) not null auto_increment,
  bin varchar(20) not null default 'A0',
  amount int(11) not null default 0,
  primary key (id)
);
--- data
insert into inventory_item (amount) select seq from seq_1_to_:rows;
--- old
insert into inventory_item (bin) values ('B1');
insert into inventory_item (amount) values (2147483647);
select id, bin, amount from inventory_item where id = 3;
update inventory_item set amount = amount - 1 where id = 4;
--- migration
alter table inventory_item modify amount int(6) not null default 0 comment 'pieces, not boxes';
