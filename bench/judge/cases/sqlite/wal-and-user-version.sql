-- verdict: safe
-- hazard: none
-- why: the journal mode and the version number are in the file header; no page of a table is written
--- schema
create table jobs (id integer primary key, payload text not null, run_at integer);
--- data
insert into jobs select g, '{}', g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into jobs (payload, run_at) values ('{}', 4);
delete from jobs where id = 4;
select payload from jobs where id = 5;
--- migration
PRAGMA journal_mode = WAL;
PRAGMA user_version = 12;
PRAGMA application_id = 1413830476;
