-- verdict: unsafe
-- hazard: none
-- why: UPDATE needs a replica identity
--- schema
create table log (id int primary key, line text);
create publication logs for table log;
--- data
insert into log select g, 'x' from generate_series(1, :rows) g;
--- old
update log set line = 'z' where id = 1;
--- migration
alter table log replica identity nothing;
