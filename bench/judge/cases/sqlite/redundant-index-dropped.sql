-- verdict: safe
-- hazard: none
-- why: another index begins with the same column, and no query names this one
--- schema
create table comments (id integer primary key, post_id integer not null, created_at text not null, body text);
create index comments_post on comments (post_id);
create index comments_post_created on comments (post_id, created_at);
--- data
insert into comments select g, g % 100, '2024', 'b' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select id, body from comments where post_id = 5 order by created_at, id limit 3;
insert into comments (post_id, created_at, body) values (4, '2024', 'x');
delete from comments where id = 9;
--- migration
drop index if exists comments_post;
