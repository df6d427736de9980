-- verdict: unsafe
-- hazard: none
-- why: a view that is computed into a temporary table takes no writes
-- server-version: 10.11
--- schema
create table items (id int auto_increment primary key, sku varchar(40) not null, qty int not null default 0, note varchar(100) null, kind enum('a','b') not null default 'a', key k_sku (sku)) engine=InnoDB default charset=utf8mb4;
create view v as select id, sku, qty from items;
--- data
insert into items (sku, qty, note) select concat('s', seq), seq, 'n' from seq_1_to_:rows;
--- old
select id, sku, qty, note, kind from items where id = 3;
insert into items (sku, qty, note, kind) values ('new', 1, null, 'b');
insert into items (sku) values ('x');
update items set qty = qty + 1 where id = 4;
delete from items where id = 5;
update v set qty = 3 where id = 4;
--- migration
alter algorithm=temptable view v as select id, sku, qty from items;
