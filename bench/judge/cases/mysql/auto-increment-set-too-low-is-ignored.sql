-- verdict: safe
-- hazard: none
-- why: InnoDB raises a counter below the greatest id to one above it
--- schema
create table bookings (
  id int not null auto_increment primary key,
  guest varchar(80) not null
);
--- data
insert into bookings (guest) select concat('g', seq) from seq_1_to_:rows;
--- old
insert into bookings (guest) values ('Zoe');
select guest from bookings where id = 3;
delete from bookings where id = 4;
--- migration
alter table bookings auto_increment = 1;
