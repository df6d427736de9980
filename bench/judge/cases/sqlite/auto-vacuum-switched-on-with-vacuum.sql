-- verdict: unsafe
-- hazard: rewrite
-- why: the setting takes effect by VACUUM, which writes the whole file anew
--- schema
create table blobs (key text primary key, body blob not null, at integer);
--- data
insert into blobs select 'k' || g, zeroblob(100), g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select at from blobs where key = 'k5';
insert into blobs (key, body, at) values ('z', x'00', 1);
--- migration
PRAGMA auto_vacuum = INCREMENTAL;
VACUUM;
