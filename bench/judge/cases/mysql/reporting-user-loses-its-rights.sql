-- verdict: safe
-- hazard: none
-- why: the rights are another user's; those of the application stay
-- role: app
--- schema
create table claims (
  id int not null auto_increment primary key,
  text varchar(200) not null
);
create or replace user reporting;
create user app;
grant select on * to reporting;
grant select, insert, update on * to app;
--- data
insert into claims (text) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into claims (text) values ('x');
select text from claims where id = 4;
update claims set text = 'y' where id = 5;
--- migration
revoke select on * from reporting;
drop user reporting;
