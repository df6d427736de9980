-- verdict: safe
-- hazard: none
-- why: FULL is off, so this is an ordinary VACUUM, which reads and writes pass by
--- schema
create table clicks (id integer primary key, url text);
--- data
insert into clicks select g, 'u' from generate_series(1, :rows) g;
delete from clicks where id % 2 = 0;
--- old
select id, url from clicks where id = 1;
insert into clicks values (-1, 'x');
update clicks set url = 'y' where id = 3;
delete from clicks where id = 5;
--- migration
vacuum (full off, freeze, analyze) clicks;
reindex (verbose, concurrently) table clicks;
