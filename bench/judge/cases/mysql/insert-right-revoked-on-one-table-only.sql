-- verdict: safe
-- hazard: none
-- why: rights add up: what is revoked on the table is still given on the whole database
-- role: app
--- schema
create table journal_lines (
  id int not null auto_increment primary key,
  text varchar(80) not null
);
create user app;
grant select, insert, update, delete on * to app;
grant insert, delete on journal_lines to app;
--- data
insert into journal_lines (text) select concat('o', seq) from seq_1_to_:rows;
--- old
insert into journal_lines (text) values ('x');
delete from journal_lines where id = 3;
select text from journal_lines where id = 4;
--- migration
revoke insert, delete on journal_lines from app;
