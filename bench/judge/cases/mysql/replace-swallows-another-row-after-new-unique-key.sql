-- verdict: unsafe
-- hazard: none
-- why: REPLACE now deletes whichever other row has the same badge, without an error
--- schema
create table employees (
  id int not null primary key,
  full_name varchar(100) not null,
  badge varchar(12) null
);
--- data
insert into employees select seq, concat('e', seq), concat('B', seq) from seq_1_to_:rows;
--- old
replace into employees (id, full_name, badge) values (900001, 'Joan', 'B12');
select full_name from employees where id = 4;
--- queries
replace into employees (id, full_name, badge) values (?, ?, ?);
--- migration
create unique index employees_badge_idx on employees (badge);
