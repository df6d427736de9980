-- verdict: safe
-- hazard: none
-- why: an ENUM that must not be NULL has its first member as default, also in strict mode
--- schema
create table parcels (id int auto_increment primary key, barcode varchar(40) not null, weight_g int);
--- data
insert into parcels (barcode, weight_g) select concat('b', seq), 10 from seq_1_to_:rows;
--- old
insert into parcels (barcode, weight_g) values ('b-new', 300);
select id, barcode, weight_g from parcels where id = 4;
update parcels set weight_g = 20 where id = 4;
delete from parcels where id = 5;
--- migration
ALTER TABLE parcels ADD COLUMN speed enum('standard','express') NOT NULL;
