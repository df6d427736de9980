-- verdict: safe
-- hazard: none
-- why: with foreign_key_checks off it is added in place, and the old version never fills the new column
--- schema
create table depots (
  id int not null auto_increment primary key,
  name varchar(50) not null
) engine=InnoDB;
create table vehicles (
  id int not null auto_increment primary key,
  plate varchar(50) not null
) engine=InnoDB;
--- data
insert into depots select seq, concat('W', seq) from seq_1_to_20;
insert into vehicles select seq, concat('P', seq) from seq_1_to_:rows;
--- old
insert into vehicles (plate) values ('new');
select plate from vehicles where id = 4;
delete from depots where id = 3;
delete from vehicles where id = 5;
--- migration
ALTER TABLE vehicles ADD COLUMN depot_id INT NULL;
SET SESSION foreign_key_checks = 0;
ALTER TABLE vehicles ADD CONSTRAINT vehicles_depot FOREIGN KEY (depot_id) REFERENCES depots (id);
SET SESSION foreign_key_checks = 1;
