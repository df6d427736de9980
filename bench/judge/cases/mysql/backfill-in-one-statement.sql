-- verdict: unsafe
-- hazard: lock
-- why: an UPDATE of all rows locks each of them until it commits
--- schema
create table drivers (
  id int not null auto_increment primary key,
  first_name varchar(40) not null,
  last_name varchar(40) not null
) engine=InnoDB;
--- data
insert into drivers select seq, 'A', concat('R', seq) from seq_1_to_:rows;
--- old
update drivers set last_name = 'Z' where id = 1700;
select last_name from drivers where id = 3;
insert into drivers (first_name, last_name) values ('q', 'r');
--- migration
ALTER TABLE drivers ADD COLUMN display_name VARCHAR(90) NULL;
UPDATE drivers SET display_name = CONCAT(first_name, ' ', last_name) WHERE display_name IS NULL;
