-- verdict: unsafe
-- hazard: none
-- why: a second NULL is refused
--- schema
create table people (id int primary key, age int);
--- data
insert into people select g, g from generate_series(1, :rows) g;
update people set age = null where id = 1;
--- old
insert into people values (-1, null);
select id, age from people where id = 2;
--- migration
create unique index concurrently one_age on people (age) nulls not distinct;
