-- verdict: safe
-- hazard: none
-- why: the view is replaced at once, keeps its columns, and is read by their names
--- schema
create table staff (
  id int not null auto_increment primary key,
  name varchar(20) not null,
  desk varchar(20) null
) engine=InnoDB;
create view staff_directory as select id, name from staff;
--- data
insert into staff select seq, concat('R', seq), 'd' from seq_1_to_:rows;
--- old
select name from staff_directory where id = 3;
update staff_directory set name = 'Al' where id = 5;
insert into staff_directory (name) values ('Bo');
--- queries
SELECT name FROM staff_directory WHERE id = ?;
--- migration
CREATE OR REPLACE VIEW staff_directory AS SELECT id, name, desk FROM staff;
