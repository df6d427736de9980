-- verdict: safe
-- hazard: none
-- why: each alone lets others write: the column is instant, the index is built in place
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
--- migration
alter table items add column lsku varchar(40) as (lower(sku)) virtual; alter table items add index k_l (lsku);
