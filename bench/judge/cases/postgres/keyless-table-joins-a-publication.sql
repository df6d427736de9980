-- verdict: unsafe
-- hazard: none
-- why: the join table has no primary key, so its deletes fail once their publication carries them
--- schema
create table posts (id serial primary key, title text not null);
create table posts_tags (post_id integer not null, tag_id integer not null);
create unique index index_posts_tags on posts_tags (post_id, tag_id);
create publication search_sync for table posts;
--- data
insert into posts (title) select 't' || g from generate_series(1, :rows) g;
insert into posts_tags select g, g from generate_series(1, :rows) g;
--- old
select tag_id from posts_tags where post_id = 1;
insert into posts_tags values (-1, 1);
delete from posts_tags where post_id = 2;
update posts set title = 'x' where id = 1;
--- migration
alter publication search_sync add table posts_tags;
