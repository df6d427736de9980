-- verdict: unsafe
-- hazard: scan
-- why: the key of tour_stops follows tours to its other name: a stop of a tour made after the swap has no parent there
--- schema
create table tours (
  id int not null auto_increment primary key,
  title varchar(60) not null
);
create table tour_stops (
  id int not null auto_increment primary key,
  tour_id int not null,
  place varchar(60) not null,
  constraint fk_stops_tour foreign key (tour_id) references tours (id)
);
delimiter //
create procedure new_tour(in p_title varchar(60), in p_place varchar(60))
begin
  insert into tours (title) values (p_title);
  insert into tour_stops (tour_id, place) values (last_insert_id(), p_place);
end //
delimiter ;
--- data
insert into tours (title) select concat('t', seq) from seq_1_to_:rows;
insert into tour_stops (tour_id, place) select seq, 'Rome' from seq_1_to_:rows;
--- old
call new_tour('north', 'Oslo');
select title from tours where id = 3;
update tours set title = 'x' where id = 4;
--- migration
create table tours_next like tours;
insert into tours_next select * from tours;
alter table tours_next add column published tinyint(1) not null default 1;
rename table tours to tours_prev, tours_next to tours;
