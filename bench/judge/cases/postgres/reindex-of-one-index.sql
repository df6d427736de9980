-- verdict: unsafe
-- hazard: scan
-- why: the index is built from a scan of the table while writes (and plans that use the index) wait
--- schema
create table visits (id integer primary key, visitor text not null);
create index ix_visits_visitor on visits (visitor);
--- data
insert into visits select g, 'v' || g from generate_series(1, :rows) g;
--- old
select id from visits where visitor = 'v9';
insert into visits values (-1, 'x');
update visits set visitor = 'y' where id = 2;
delete from visits where id = 3;
--- migration
reindex index ix_visits_visitor;
