-- verdict: safe
-- hazard: none
-- why: foreign_key_checks off: nothing is copied, and the running version never fills the column
--- schema
create table depots (id int auto_increment primary key, town varchar(80) not null);
create table trucks (id int auto_increment primary key, plate varchar(12) not null, payload_kg int not null);
--- data
insert into depots (town) values ('a'), ('b');
insert into trucks (plate, payload_kg) select concat('p', seq), 700 from seq_1_to_:rows;
--- old
select id, plate, payload_kg from trucks where id = 2;
insert into trucks (plate, payload_kg) values ('q', 900);
update trucks set payload_kg = 10 where id = 3;
delete from trucks where id = 4;
insert into depots (town) values ('c');
update depots set town = 'd' where id = 1;
delete from depots where id = 2;
--- migration
SET foreign_key_checks = 0;
ALTER TABLE trucks ADD COLUMN depot_id int NULL;
ALTER TABLE trucks ADD CONSTRAINT trucks_depot_fk FOREIGN KEY (depot_id) REFERENCES depots (id) ON DELETE SET NULL;
SET foreign_key_checks = 1;
