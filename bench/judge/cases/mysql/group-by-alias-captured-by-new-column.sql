-- verdict: unsafe
-- hazard: none
-- why: GROUP BY takes a column before an alias, so the report groups by the new column and gives one row
--- schema
create table page_views (
  id bigint not null auto_increment primary key,
  path varchar(200) not null,
  seen_at datetime not null
);
--- data
insert into page_views (path, seen_at) select '/a', '2024-01-01' + interval seq % 5 day from seq_1_to_:rows;
--- old
select date(seen_at) as day, count(*) as views from page_views group by day;
insert into page_views (path, seen_at) values ('/b', '2024-05-01 10:00:00');
--- queries
select date(seen_at) as day, count(*) as views from page_views group by day;
--- migration
alter table page_views add column day date null;
