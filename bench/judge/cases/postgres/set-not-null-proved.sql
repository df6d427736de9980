-- verdict: safe
-- hazard: none
-- why: the valid check is the proof, and refuses NULL already
--- schema
create table users (id int primary key, age int, constraint age_there check (age is not null));
--- data
insert into users select g, g % 90 from generate_series(1, :rows) g;
--- old
select id, age from users where id = 1;
insert into users values (-1, 3) returning age;
update users set age = 7 where id = 1;
--- migration
alter table users alter column age set not null;
