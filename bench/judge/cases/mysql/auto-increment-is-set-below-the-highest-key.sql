-- verdict: safe
-- hazard: none
-- why: a counter below the highest key is raised to one above it; no key is given twice
--- schema
create table tickets (
  id int unsigned not null auto_increment primary key,
  subject varchar(200) not null
);
--- data
insert into tickets (subject) select concat('s', seq) from seq_1_to_:rows;
--- old
insert into tickets (subject) values ('help'), ('again');
select subject from tickets where id = 3;
delete from tickets where id = 4;
--- migration
alter table tickets auto_increment = 1;
