-- verdict: unsafe
-- hazard: none
-- why: a serial column's default calls nextval as the caller, who may no longer use the sequence
-- role: blog_rw
--- schema
create role blog_rw;
create table blog_comments (
  id serial primary key,
  body text not null
);
grant select, insert on blog_comments to blog_rw;
grant usage, select on sequence blog_comments_id_seq to blog_rw;
--- data
insert into blog_comments (body) select 'c' || g from generate_series(1, :rows) g;
--- old
select id, body from blog_comments where id = 1;
insert into blog_comments (body) values ('first');
--- migration
revoke usage on sequence blog_comments_id_seq from blog_rw;
revoke select, update on sequence blog_comments_id_seq from blog_rw;
