-- verdict: unsafe
-- hazard: rewrite
-- why: MyISAM knows no online index build: the table is copied while writes wait
--- schema
create table wp_redirects (
  id int unsigned not null auto_increment primary key,
  source varchar(120) not null,
  target varchar(120) not null
) engine=MyISAM default charset=utf8mb4;
--- data
insert into wp_redirects select seq, concat('/', seq), '/' from seq_1_to_:rows;
--- old
select target from wp_redirects where source = '/5';
insert into wp_redirects (id, source, target) values (900000, '/x', '/y') on duplicate key update target = '/y';
--- migration
CREATE INDEX wp_redirects_source ON wp_redirects (source);
