-- verdict: safe
-- hazard: none
-- why: from INVOKER to DEFINER the reader needs fewer rights, never more
-- role: bi
--- schema
create table salaries (id int auto_increment primary key, dept varchar(20) not null, cents int not null);
create sql security invoker view salaries_by_dept as select dept, sum(cents) as cents from salaries group by dept;
create user bi;
grant select on salaries to bi;
grant select on salaries_by_dept to bi;
--- data
insert into salaries (dept, cents) select concat('d', seq % 5), 100 from seq_1_to_:rows;
--- old
select dept, cents from salaries_by_dept order by dept;
select id, dept, cents from salaries where id = 3;
--- migration
ALTER SQL SECURITY DEFINER VIEW salaries_by_dept AS SELECT dept, sum(cents) AS cents FROM salaries GROUP BY dept;
