-- verdict: unsafe
-- hazard: none
-- why: updates of a published table need a replica identity
--- schema
create table a (id int primary key, x text);
create table b (id int, y text);
create publication feed for table a;
--- data
insert into a select g, 'x' from generate_series(1, :rows) g; insert into b select g, 'y' from generate_series(1, :rows) g;
--- old
update a set x = 'z' where id = 1;
update b set y = 'z' where id = 2;
insert into b values (-1, 'n');
delete from b where id = 3;
--- migration
alter publication feed add table b;
