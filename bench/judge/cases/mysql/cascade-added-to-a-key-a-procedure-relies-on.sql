-- verdict: unsafe
-- hazard: none
-- why: messages lived on with room_id NULL when their room went; now they are deleted with it
--- schema
create table rooms (
  id int not null auto_increment primary key,
  name varchar(60) not null
);
create table messages (
  id int not null auto_increment primary key,
  room_id int null,
  body varchar(200) not null,
  constraint fk_messages_room foreign key (room_id) references rooms (id) on delete set null
);
delimiter //
create procedure close_room(in p_id int)
begin
  delete from rooms where id = p_id;
  select count(*) as orphaned from messages where room_id is null;
end //
delimiter ;
--- data
insert into rooms (name) select concat('r', seq) from seq_1_to_:rows;
insert into messages (room_id, body) select seq, 'hi' from seq_1_to_:rows;
--- old
call close_room(5);
select body from messages where room_id = 3;
insert into messages (room_id, body) values (4, 'yo');
--- migration
set foreign_key_checks = 0;
alter table messages
  add constraint fk_messages_rooms foreign key (room_id) references rooms (id) on delete cascade,
  drop foreign key fk_messages_room;
set foreign_key_checks = 1;
