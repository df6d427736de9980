-- verdict: unsafe
-- hazard: rewrite
-- why: numbering the rows needs LOCK=SHARED while the table is built anew
--- schema
create table page_views (
  visitor char(36) not null,
  path varchar(200) not null,
  seen_at datetime not null,
  key page_views_visitor (visitor)
) engine=InnoDB;
--- data
insert into page_views select concat('v', seq), '/', '2024-01-01' from seq_1_to_:rows;
--- old
insert into page_views (visitor, path, seen_at) values ('v', '/a', '2024-02-01');
select path from page_views where visitor = 'v3';
--- migration
ALTER TABLE page_views ADD COLUMN id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY;
