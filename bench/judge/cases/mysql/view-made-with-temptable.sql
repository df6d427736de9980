-- verdict: unsafe
-- hazard: none
-- why: the same columns and rows, but a view of ALGORITHM=TEMPTABLE cannot be updated
--- schema
create table members (
  id int not null auto_increment primary key,
  name varchar(20) not null,
  active tinyint(1) not null default 1
) engine=InnoDB;
create view active_members as select id, name from members where active = 1;
--- data
insert into members select seq, concat('R', seq), seq % 2 from seq_1_to_:rows;
--- old
select name from active_members where id = 3;
update active_members set name = 'Al' where id = 5;
--- queries
SELECT name FROM active_members WHERE id = ?;
UPDATE active_members SET name = ? WHERE id = ?;
--- migration
CREATE OR REPLACE ALGORITHM=TEMPTABLE VIEW active_members AS SELECT id, name FROM members WHERE active = 1;
