-- verdict: unsafe
-- hazard: none
-- server-version: 10.11
-- why: MODIFY without COLLATE takes the default of the table, with the index alone built anew in place: codes that differ by case are one to the unique key
--- schema
create table short_links (
  id int not null auto_increment primary key,
  code varchar(10) character set utf8mb4 collate utf8mb4_bin not null,
  target varchar(300) not null,
  unique key short_links_code_unique (code)
) default character set utf8mb4 collate utf8mb4_unicode_ci;
--- data
insert into short_links (code, target) select concat('k', seq), 't' from seq_1_to_:rows;
--- old
insert into short_links (code, target) values ('aB3', 'x'), ('Ab3', 'y');
select target from short_links where code = 'K4';
--- migration
alter table `short_links` modify `code` varchar(16) not null;
