-- verdict: safe
-- hazard: none
-- why: what is invisible is no part of an INSERT without a list
-- server-version: 10.11
--- schema
create table items (id int auto_increment primary key, sku varchar(40) not null, qty int not null default 0, note varchar(100) null, kind enum('a','b') not null default 'a', key k_sku (sku)) engine=InnoDB default charset=utf8mb4;
--- data
insert into items (sku, qty, note) select concat('s', seq), seq, 'n' from seq_1_to_:rows;
--- old
select id, sku, qty, note, kind from items where id = 3;
insert into items (sku, qty, note, kind) values ('new', 1, null, 'b');
insert into items (sku) values ('x');
update items set qty = qty + 1 where id = 4;
delete from items where id = 5;
insert into items values (null, 'a', 1, 'b', 'a');
--- queries
insert into items values (null, 'a', 1, 'b', 'a');
--- migration
alter table items add column h char(32) invisible default 'x';
