-- verdict: unsafe
-- hazard: none
-- why: with the checks off in this session the key is added in place; the application's sessions are refused what has no parent
--- schema
create table regions (
  id int not null primary key,
  name varchar(60) not null
);
create table stores (
  id int not null auto_increment primary key,
  region_id int not null,
  name varchar(60) not null,
  key ix_region (region_id)
);
--- data
insert into regions select seq, concat('r', seq) from seq_1_to_:rows;
insert into stores (region_id, name) select seq, 's' from seq_1_to_:rows;
--- old
delete from regions where id = 4;
insert into stores (region_id, name) values (3, 'x');
select name from stores where region_id = 5;
--- migration
SET FOREIGN_KEY_CHECKS = 0;
ALTER TABLE stores ADD CONSTRAINT fk_stores_region FOREIGN KEY (region_id) REFERENCES regions (id);
SET FOREIGN_KEY_CHECKS = 1;
