-- verdict: unsafe
-- hazard: rewrite
-- why: the table is copied, and a difference below 0 of an unsigned column is out of range
--- schema
create table seats (
  id int not null auto_increment primary key,
  hall varchar(20) not null,
  free_seats int not null
);
--- data
insert into seats (hall, free_seats) select concat('h', seq), 3 from seq_1_to_:rows;
--- old
select id from seats where free_seats - 4 >= 0 and id < 5;
insert into seats (hall, free_seats) values ('x', 100);
--- queries
select id from seats where free_seats - ? >= 0;
--- migration
alter table seats modify free_seats int unsigned not null;
