-- verdict: unsafe
-- hazard: none
-- why: rows inserted without archived_at used to be null and thus listed; with the default they are archived from birth
--- schema
create table bookmarks (id bigint primary key, url text not null, archived_at timestamptz);
create view current_bookmarks as select id, url from bookmarks where archived_at is null;
--- data
insert into bookmarks (id, url) select g, 'http://x/' || g from generate_series(1, :rows) g;
--- old
insert into bookmarks (id, url) values (900001, 'http://y') returning archived_at is null;
update bookmarks set archived_at = now() where id = 4;
select id, url from current_bookmarks where id = 5;
--- queries
insert into bookmarks (id, url) values (900001, 'http://y') returning archived_at is null;
--- migration
alter table bookmarks alter column archived_at set default now();
