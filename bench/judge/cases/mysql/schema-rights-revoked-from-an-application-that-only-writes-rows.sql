-- verdict: safe
-- hazard: none
-- why: what stays is all that reading and writing rows takes
-- role: app
--- schema
create table import_lines (
  id int not null auto_increment primary key,
  line varchar(200) not null
);
create user app;
grant select, insert, update, delete, create, alter, index on * to app;
--- data
insert into import_lines (line) select concat('l', seq) from seq_1_to_:rows;
--- old
insert into import_lines (line) values ('x');
delete from import_lines where id < 4;
update import_lines set line = 'y' where id = 5;
select line from import_lines where id = 6;
--- migration
REVOKE CREATE, ALTER, INDEX ON * FROM app;
