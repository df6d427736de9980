-- verdict: safe
-- hazard: none
-- why: the rename is rolled back to the savepoint; only the new column stays
--- schema
create table runs (id integer primary key, label text not null, started integer);
--- data
insert into runs select g, 'r' || g, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into runs (label, started) values ('x', 4);
select label, started from runs where id = 5;
update runs set label = 'y' where id = 6;
--- migration
SAVEPOINT attempt;
ALTER TABLE runs RENAME COLUMN label TO title;
ROLLBACK TO attempt;
ALTER TABLE runs ADD COLUMN heading text;
RELEASE attempt;
