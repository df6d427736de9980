-- verdict: unsafe
-- hazard: none
-- why: the whole url may differ, but only its first 32 characters are compared
--- schema
create table crawled_pages (
  id bigint not null auto_increment primary key,
  url varchar(2000) not null,
  fetched_at datetime null
);
--- data
insert into crawled_pages (url) select concat(seq, '.example/') from seq_1_to_:rows;
insert into crawled_pages (url) values ('https://www.example.org/articles/2024/a');
--- old
insert into crawled_pages (url) values ('https://www.example.org/articles/2024/b');
select id from crawled_pages where url = '5.example/';
--- queries
insert into crawled_pages (url) values ('https://www.example.org/articles/2024/b');
--- migration
alter table crawled_pages add unique key uq_url (url(32));
