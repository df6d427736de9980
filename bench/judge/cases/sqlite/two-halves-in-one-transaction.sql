-- verdict: unsafe
-- hazard: lock
-- why: two ranges that meet are all rows, and one transaction keeps the write lock for both
--- schema
create table tracks (id integer primary key, seconds real not null, title text);
--- data
insert into tracks select g, g * 0.5, 'track ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select seconds, title from tracks where id = 5;
insert into tracks (seconds, title) values (200, 't');
--- migration
BEGIN IMMEDIATE;
ALTER TABLE tracks ADD COLUMN millis integer;
UPDATE tracks SET millis = CAST(seconds * 1000 AS integer) WHERE id <= 1000;
UPDATE tracks SET millis = CAST(seconds * 1000 AS integer) WHERE id > 1000;
COMMIT;
