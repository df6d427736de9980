-- verdict: unsafe
-- hazard: none
-- why: the child keeps its rows, but reads and deletes through the parent no longer find them
--- schema
create table measurements (id integer not null, celsius real);
create table measurements_old () inherits (measurements);
--- data
insert into measurements_old select g, 20 from generate_series(1, :rows) g;
insert into measurements values (0, 21);
--- old
select id, celsius from measurements where id = 5;
insert into measurements values (-1, 19);
update measurements set celsius = 0 where id = 6;
delete from measurements where id = 7;
--- migration
alter table measurements_old no inherit measurements;
