-- verdict: safe
-- hazard: none
-- why: recorded statements name the columns of the view; those there keep name and place
--- schema
create table machines (
  id int not null auto_increment primary key,
  label varchar(60) not null,
  hall varchar(10) not null default 'A'
);
create algorithm=merge view machine_list as select id, label from machines where hall = 'A';
--- data
insert into machines (label) select concat('m', seq) from seq_1_to_:rows;
--- old
select id, label from machine_list where id = 3;
update machine_list set label = 'x' where id = 4;
insert into machine_list (label) values ('new');
--- queries
select id, label from machine_list where id = ?;
insert into machine_list (label) values (?);
--- migration
alter table machines add column bought_on date null;
create or replace algorithm=merge view machine_list as select id, label, bought_on from machines where hall = 'A';
