-- verdict: unsafe
-- hazard: none
-- why: UPDATE needs a replica identity
--- schema
create table log (id int, line text);
--- data
insert into log select g, 'x' from generate_series(1, :rows) g;
--- old
insert into log values (1, 'y');
update log set line = 'z' where id = 1;
--- migration
create publication all_logs for table log;
