-- verdict: unsafe
-- hazard: none
-- why: the application may read the view only; with SQL SECURITY INVOKER it needs rights on salaries too
-- role: app
--- schema
create table salaries (
  id int not null auto_increment primary key,
  person varchar(80) not null,
  amount int not null
);
create view payroll_names as select id, person from salaries;
create user app;
grant select on payroll_names to app;
--- data
insert into salaries (person, amount) select concat('p', seq), 100 from seq_1_to_:rows;
--- old
select id, person from payroll_names where id = 2;
--- migration
create or replace sql security invoker view payroll_names as select id, person from salaries;
