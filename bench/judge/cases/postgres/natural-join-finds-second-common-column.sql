-- verdict: unsafe
-- hazard: none
-- why: NATURAL JOIN now also compares created_at, so the rows no longer meet
--- schema
create table albums (album_id integer primary key, album_title text not null, created_at timestamptz not null default '2020-01-01');
create table tracks (track_id integer primary key, album_id integer not null references albums (album_id), track_title text not null);
--- data
insert into albums (album_id, album_title) select g, 'a' || g from generate_series(1, :rows) g;
insert into tracks select g, g, 't' || g from generate_series(1, :rows) g;
--- old
select track_title, album_title from tracks natural join albums where track_id = 9;
insert into tracks (track_id, album_id, track_title) values (900001, 4, 'intro');
--- queries
select track_title, album_title from tracks natural join albums where track_id = $1;
--- migration
alter table tracks add column created_at timestamptz not null default now();
