-- verdict: unsafe
-- hazard: none
-- why: a btree entry may not exceed a third of a page, so inserting a long body fails once the index is there
--- schema
create table articles (id bigserial primary key, title text not null, body text not null);
--- data
insert into articles (title, body) select 't' || g, 'short ' || g from generate_series(1, :rows) g;
--- old
insert into articles (title, body) values ('long', (select string_agg(md5(g::text), '') from generate_series(1, 400) g));
select title, body from articles where id = 1;
update articles set body = 'x' where id = 1;
delete from articles where id = 2;
--- queries
insert into articles (title, body) values ('long', (select string_agg(md5(g::text), '') from generate_series(1, 400) g));
--- migration
CREATE INDEX CONCURRENTLY idx_articles_body ON articles (body);
