-- verdict: unsafe
-- hazard: none
-- why: once published, an UPDATE or DELETE of a table without a replica identity is refused
--- schema
create table page_hits (path text not null, hits integer not null);
--- data
insert into page_hits select '/p' || g, 1 from generate_series(1, :rows) g;
--- old
update page_hits set hits = hits + 1 where path = '/p1';
insert into page_hits (path, hits) values ('/new', 1);
select path, hits from page_hits where path = '/p2';
--- migration
create publication analytics for table page_hits;
