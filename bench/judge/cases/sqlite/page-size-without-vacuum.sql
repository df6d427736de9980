-- verdict: safe
-- hazard: none
-- why: auto_vacuum and page_size of a filled database change only at the next VACUUM, which is not here
--- schema
create table photos (id integer primary key, path text not null, width integer);
--- data
insert into photos select g, '/p/' || g, 100 from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into photos (path, width) values ('/x', 3);
select path, width from photos where id = 4;
--- migration
PRAGMA page_size = 8192;
PRAGMA auto_vacuum = FULL;
ALTER TABLE photos ADD COLUMN height integer;
