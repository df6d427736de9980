-- verdict: safe
-- hazard: none
-- why: ON CONFLICT (slug) infers any plain unique index on slug, and one is there before the constraint goes
--- schema
create table blog_post (id bigint primary key, slug varchar(100) not null, views integer not null default 0, constraint blog_post_slug_key unique (slug));
--- data
insert into blog_post (id, slug) select g, 's' || g from generate_series(1, :rows) g;
--- old
insert into blog_post (id, slug) values (900001, 's4') on conflict (slug) do update set views = blog_post.views + 1 returning id;
insert into blog_post (id, slug) values (900001, 's4') on conflict do nothing;
select id, views from blog_post where slug = 's4';
--- queries
insert into blog_post (id, slug) values (900001, 's4') on conflict (slug) do update set views = blog_post.views + 1 returning id;
--- migration
create unique index concurrently blog_post_slug_uniq on blog_post (slug) include (views);
alter table blog_post drop constraint blog_post_slug_key;
