-- verdict: unsafe
-- hazard: none
-- why: the column that the old version may read is called otherwise, and the second grant brings it the new name only
-- role: app
--- schema
create table staff (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  salary int not null default 0
);
create user app;
grant select (id, name) on staff to app;
--- data
insert into staff (name) select concat('n', seq) from seq_1_to_:rows;
--- old
select id, name from staff where id = 3;
--- migration
alter table staff rename column name to full_name;
grant select (id, full_name) on staff to app;
