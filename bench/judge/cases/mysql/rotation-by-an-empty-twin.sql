-- verdict: unsafe
-- hazard: none
-- why: one atomic RENAME, but the running version then reads an empty table where its rows were
--- schema
create table messages (
  id int not null auto_increment primary key,
  room varchar(20) not null,
  text varchar(200) not null
) engine=InnoDB;
--- data
insert into messages select seq, concat('R', seq % 5), 'hi' from seq_1_to_:rows;
--- old
insert into messages (room, text) values ('X', 'ho');
select text from messages where room = 'R1' order by id desc limit 1;
--- migration
CREATE TABLE messages_new LIKE messages;
RENAME TABLE messages TO messages_2024, messages_new TO messages;
