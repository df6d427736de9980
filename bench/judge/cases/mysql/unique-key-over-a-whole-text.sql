-- verdict: unsafe
-- hazard: rewrite
-- why: a key longer than an index takes is kept by a hidden hash column, for which the table is copied
--- schema
create table crawled_urls (
  id bigint not null auto_increment primary key,
  url text not null
);
--- data
insert into crawled_urls (url) select concat('http://x/', seq) from seq_1_to_:rows;
--- old
insert into crawled_urls (url) values ('http://new');
select url from crawled_urls where id = 3;
update crawled_urls set url = 'http://z' where id = 6;
--- migration
alter table crawled_urls add unique key crawled_urls_url (url);
