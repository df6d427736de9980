-- verdict: safe
-- hazard: none
-- why: the optimizer no longer reads by it, but it stays unique: upserts and INSERT IGNORE meet it as before
-- server-version: 10.11
--- schema
create table wish_items (
  id bigint not null auto_increment primary key,
  user_id int not null,
  sku varchar(20) not null,
  qty int not null default 1,
  unique key uq_user_sku (user_id, sku)
);
--- data
insert into wish_items (user_id, sku) select seq, 'A' from seq_1_to_:rows;
--- old
insert into wish_items (user_id, sku) values (4, 'A') on duplicate key update qty = qty + 1;
insert ignore into wish_items (user_id, sku) values (5, 'A');
select qty from wish_items where user_id = 6 and sku = 'A';
--- queries
insert into wish_items (user_id, sku) values (?, ?) on duplicate key update qty = qty + 1;
insert ignore into wish_items (user_id, sku) values (?, ?);
--- migration
alter table wish_items alter index uq_user_sku ignored;
