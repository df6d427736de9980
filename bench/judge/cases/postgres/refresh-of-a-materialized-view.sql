-- verdict: unsafe
-- hazard: rewrite
-- why: without CONCURRENTLY the view is filled anew under ACCESS EXCLUSIVE, so its readers wait
--- schema
create table plays (song_id integer not null, seconds integer not null);
create materialized view song_totals as select song_id, sum(seconds) as seconds from plays group by song_id;
create unique index song_totals_song on song_totals (song_id);
--- data
insert into plays select g, 60 from generate_series(1, :rows) g;
refresh materialized view song_totals;
--- old
select seconds from song_totals where song_id = 5;
insert into plays values (-1, 20);
delete from plays where song_id = 3;
--- migration
refresh materialized view song_totals;
