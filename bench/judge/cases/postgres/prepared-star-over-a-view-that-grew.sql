-- verdict: unsafe
-- hazard: none
-- why: a column appended to the view changes the result type of the prepared SELECT *
--- schema
create table flights (id integer primary key, code text not null, gate text);
create view departures as select id, code from flights;
--- data
insert into flights (id, code) select g, 'LH' || g from generate_series(1, :rows) g;
--- old
select * from departures where id = 1;
insert into departures (id, code) values (-1, 'AF1');
--- queries
select * from departures where id = $1;
--- migration
create or replace view departures as select id, code, gate from flights;
