-- verdict: safe
-- hazard: none
-- why: the star of a view was written out when the view was made
--- schema
create table vehicles (id int auto_increment primary key, plate varchar(12) not null, sold tinyint(1) not null default 0);
create view vehicles_for_sale as select * from vehicles where sold = 0;
--- data
insert into vehicles (plate) select concat('p', seq) from seq_1_to_:rows;
--- old
select * from vehicles_for_sale where id = 5;
insert into vehicles_for_sale values (null, 'KA-1', 0);
insert into vehicles (plate) values ('KA-2');
update vehicles set sold = 1 where id = 5;
--- queries
select * from vehicles_for_sale where id = ?;
insert into vehicles_for_sale values (null, ?, 0);
--- migration
ALTER TABLE vehicles ADD COLUMN mileage int NULL AFTER plate;
