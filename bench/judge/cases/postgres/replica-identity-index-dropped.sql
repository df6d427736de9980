-- verdict: unsafe
-- hazard: none
-- why: an UPDATE of a published table needs an identity
--- schema
create table gauges (name text not null, value int);
create unique index gauges_name on gauges (name);
alter table gauges replica identity using index gauges_name;
create publication everything for table gauges;
--- data
insert into gauges select 'g' || g, g from generate_series(1, :rows) g;
--- old
select value from gauges where name = 'g1';
insert into gauges values ('new', 1);
update gauges set value = 3 where name = 'g2';
delete from gauges where name = 'g3';
--- migration
drop index gauges_name;
