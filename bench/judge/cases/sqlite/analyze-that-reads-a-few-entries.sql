-- verdict: safe
-- hazard: none
-- why: analysis_limit stops ANALYZE after some hundred rows of each index
--- schema
create table visits (id integer primary key, page text not null, at integer not null);
create index visits_page on visits (page);
create index visits_at on visits (at);
--- data
insert into visits select g, 'p' || (g % 1000), g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select count(*) from visits where page = 'p4';
insert into visits (page, at) values ('p', 5);
--- migration
PRAGMA analysis_limit = 200;
ANALYZE visits;
