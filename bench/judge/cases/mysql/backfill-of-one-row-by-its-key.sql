-- verdict: safe
-- hazard: none
-- why: one row, found by the primary key, and a column that the old version does not know
--- schema
create table organizations (
  id int not null auto_increment primary key,
  name varchar(100) not null
);
--- data
insert into organizations (name) select concat('o', seq) from seq_1_to_:rows;
--- old
update organizations set name = 'x' where id = 5;
select id, name from organizations where id = 1;
insert into organizations (name) values ('n');
delete from organizations where id = 9;
--- migration
alter table organizations add column is_internal tinyint(1) not null default 0;
update organizations set is_internal = 1 where id = 1;
