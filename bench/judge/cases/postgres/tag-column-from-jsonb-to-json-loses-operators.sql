-- verdict: unsafe
-- hazard: rewrite
-- why: json has no @> operator, and the change rewrites the table
--- schema
create table articles (id bigserial primary key, title text not null, meta jsonb not null default '{}');
--- data
insert into articles (title, meta) select 't' || g, jsonb_build_object('lang', 'en', 'n', g) from generate_series(1, :rows) g;
--- old
select id, title from articles where meta @> '{"n": 12}';
insert into articles (title, meta) values ('x', '{"lang": "de"}');
--- queries
select id, title from articles where meta @> '{"n": 12}';
--- migration
alter table articles alter column meta drop default, alter column meta type json using meta::json, alter column meta set default '{}';
