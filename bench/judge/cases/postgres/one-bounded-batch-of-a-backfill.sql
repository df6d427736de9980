-- verdict: safe
-- hazard: none
-- why: fifty rows by primary key, at once let go; VACUUM (ANALYZE) blocks neither reads nor writes
--- schema
create table photos (id bigint primary key, width integer not null, height integer not null, ratio numeric);
--- data
insert into photos (id, width, height) select g, 4, 3 from generate_series(1, :rows) g;
--- old
select id, width, height from photos where id = 100;
insert into photos (id, width, height) values (-1, 1, 1);
update photos set width = 5 where id = 200;
--- migration
update photos set ratio = round(width::numeric / height, 2) where id between 1 and 50;
vacuum (analyze) photos;
