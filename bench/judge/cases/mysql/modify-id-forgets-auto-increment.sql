-- verdict: unsafe
-- hazard: rewrite
-- why: the type changes by a copy, and without AUTO_INCREMENT an INSERT has no id
--- schema
create table visitors (
  id int unsigned not null auto_increment primary key,
  badge varchar(20) not null
);
--- data
insert into visitors (badge) select concat('b', seq) from seq_1_to_:rows;
--- old
insert into visitors (badge) values ('x');
select badge from visitors where id = 4;
--- migration
alter table visitors modify id bigint unsigned not null;
