-- verdict: safe
-- hazard: none
-- why: rewrites, plain indexes and NOT NULL hit only the table this file made, which nobody else uses
--- schema
create table page_views (id bigint primary key, url text not null, viewed_on date not null);
--- data
insert into page_views select g, '/' || g % 50, '2024-01-01' from generate_series(1, :rows) g;
--- old
select id, url, viewed_on from page_views where id = 1;
insert into page_views (id, url, viewed_on) values (-1, '/x', '2024-02-02');
delete from page_views where id = 2;
--- migration
create table daily_views as select url, viewed_on, count(*)::integer as hits from page_views group by url, viewed_on;
alter table daily_views alter column hits type bigint;
alter table daily_views alter column url set not null;
create unique index daily_views_url on daily_views (url, viewed_on);
alter table daily_views add primary key using index daily_views_url;
cluster daily_views using daily_views_url;
