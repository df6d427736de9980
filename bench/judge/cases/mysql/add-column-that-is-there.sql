-- verdict: safe
-- hazard: none
-- why: IF NOT EXISTS finds the column and does nothing, though what it says of it is another type
-- server-version: 10.11
--- schema
create table albums (
  id int not null auto_increment primary key,
  title varchar(90) not null,
  released date null
) engine=InnoDB;
--- data
insert into albums select seq, 'A', '2024-01-01' from seq_1_to_:rows;
--- old
insert into albums (title) values ('B');
insert into albums (title, released) values ('B', null);
select title, released from albums where id = 3;
--- migration
ALTER TABLE albums ADD COLUMN IF NOT EXISTS released DATETIME NOT NULL AFTER id;
