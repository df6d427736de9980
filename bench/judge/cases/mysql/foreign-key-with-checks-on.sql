-- verdict: unsafe
-- hazard: rewrite
-- why: with foreign_key_checks on a foreign key is only added by a copy of the table; the column is new and empty, so nothing breaks
--- schema
create table warehouses (
  id int not null auto_increment primary key,
  name varchar(50) not null
) engine=InnoDB;
create table pallets (
  id int not null auto_increment primary key,
  label varchar(50) not null
) engine=InnoDB;
--- data
insert into warehouses select seq, concat('W', seq) from seq_1_to_20;
insert into pallets select seq, concat('P', seq) from seq_1_to_:rows;
--- old
insert into pallets (label) values ('new');
select label from pallets where id = 4;
delete from warehouses where id = 3;
--- migration
ALTER TABLE pallets ADD COLUMN warehouse_id INT NULL;
ALTER TABLE pallets ADD CONSTRAINT pallets_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouses (id);
