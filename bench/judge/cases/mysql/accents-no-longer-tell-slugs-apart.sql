-- verdict: unsafe
-- hazard: none
-- why: the unique key is built anew over a collation for which résumé and resume are the same
-- server-version: 10.11
--- schema
create table slugs (
  id int not null auto_increment primary key,
  slug varchar(40) not null,
  unique key uq_slug (slug)
) default charset = utf8mb4 collate = utf8mb4_bin;
--- data
insert into slugs (slug) select concat('s', seq) from seq_1_to_:rows;
insert into slugs (slug) values ('resume');
--- old
insert into slugs (slug) values ('résumé');
select id from slugs where slug = 's4';
--- queries
insert into slugs (slug) values ('résumé');
--- migration
alter table slugs modify slug varchar(40) character set utf8mb4 collate utf8mb4_unicode_ci not null;
