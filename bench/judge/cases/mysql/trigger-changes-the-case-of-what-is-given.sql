-- verdict: unsafe
-- hazard: none
-- why: the INSERT stores another sku than the one that was given
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
insert into items (sku) values ('abc') returning sku;
--- migration
create trigger t before insert on items for each row set new.sku = upper(new.sku);
