-- verdict: unsafe
-- hazard: none
-- why: TRUNCATE needs the right DROP, which looked like one for owners only
-- role: app
--- schema
create table import_rows (
  id int not null auto_increment primary key,
  line varchar(200) not null
);
create user app;
grant select, insert, update, delete, create, drop, alter on * to app;
--- data
insert into import_rows (line) select concat('l', seq) from seq_1_to_:rows;
--- old
insert into import_rows (line) values ('x');
truncate table import_rows;
--- queries
truncate table import_rows;
--- migration
REVOKE CREATE, DROP, ALTER ON * FROM app;
