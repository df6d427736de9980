-- verdict: safe
-- hazard: none
-- why: DROP TEMPORARY TABLE never touches a table that is not temporary
--- schema
create table import_rows (
  id int not null auto_increment primary key,
  line text not null
) engine=InnoDB;
--- data
insert into import_rows select seq, 'a;b' from seq_1_to_:rows;
--- old
select line from import_rows where id = 4;
insert into import_rows (line) values ('q');
delete from import_rows where id = 5;
--- migration
DROP TEMPORARY TABLE IF EXISTS import_rows;
