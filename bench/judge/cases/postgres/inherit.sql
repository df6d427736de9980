-- verdict: unsafe
-- hazard: none
-- why: the parent also gives the rows of the child
--- schema
create table animals (id int, name text);
create table cats (id int, name text);
--- data
insert into animals select g, 'a' from generate_series(1, :rows) g;
insert into cats select g, 'c' from generate_series(1, :rows) g;
--- old
select count(*) from animals where id = 1;
select name from cats where id = 1;
--- migration
alter table cats inherit animals;
