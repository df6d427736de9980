-- verdict: unsafe
-- hazard: none
-- why: inserts through the view that omit status now store draft instead of the table's published
--- schema
create table article_data (id bigint primary key, title varchar(200) not null, status varchar(20) not null default 'published');
create view articles as select id, title, status from article_data;
--- data
insert into article_data select g, 't' || g from generate_series(1, :rows) g;
--- old
insert into articles (id, title) values (900001, 'hello') returning status;
select id, title from articles where status = 'published' and id = 3;
--- queries
insert into articles (id, title) values (900001, 'hello') returning status;
--- migration
alter view articles alter column status set default 'draft';
