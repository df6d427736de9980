-- verdict: safe
-- hazard: none
-- why: LIMIT and the order of the primary key bound the rows that are locked, however large the table
--- schema
create table couriers (
  id int not null auto_increment primary key,
  first_name varchar(40) not null,
  last_name varchar(40) not null
) engine=InnoDB;
--- data
insert into couriers select seq, 'A', concat('R', seq) from seq_1_to_:rows;
--- old
update couriers set last_name = 'Z' where id = 1700;
select last_name from couriers where id = 3;
insert into couriers (first_name, last_name) values ('q', 'r');
--- migration
ALTER TABLE couriers ADD COLUMN display_name VARCHAR(90) NULL;
UPDATE couriers SET display_name = CONCAT(first_name, ' ', last_name) WHERE display_name IS NULL ORDER BY id LIMIT 500;
