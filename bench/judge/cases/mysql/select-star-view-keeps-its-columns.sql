-- verdict: safe
-- hazard: none
-- why: a view made with SELECT * has its columns frozen, so readers of the view see nothing of the new column
--- schema
create table members (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  active tinyint(1) not null default 1
);
create view active_members as select * from members where active = 1;
--- data
insert into members select seq, concat('m', seq), seq % 2 from seq_1_to_:rows;
--- old
select * from active_members where id = 3;
insert into active_members values (null, 'new one', 1);
insert into members (name) values ('other');
update members set active = 0 where id = 5;
--- queries
select * from active_members where id = 3;
insert into active_members values (null, ?, 1);
--- migration
alter table members add column nickname varchar(40) default null;
