-- verdict: safe
-- hazard: none
-- why: ANALYZE reads without locks against writers, and sets nothing an answer depends on
--- schema
create table page_views (
  id bigint not null auto_increment primary key,
  path varchar(200) not null,
  visitor int not null
);
--- data
insert into page_views (path, visitor) select concat('/', seq), seq from seq_1_to_:rows;
--- old
insert into page_views (path, visitor) values ('/', 1);
select count(*) from page_views where visitor = 4;
update page_views set path = '/x' where id = 3;
--- migration
analyze table page_views persistent for all;
alter table page_views stats_sample_pages = 200;
