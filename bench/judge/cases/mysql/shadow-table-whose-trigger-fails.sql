-- verdict: unsafe
-- hazard: none
-- why: the trigger for the copy leaves out a NOT NULL column of the new table, and its error fails the INSERT of the old version
--- schema
create table bookings (
  id int not null auto_increment primary key,
  room varchar(40) not null
) engine=InnoDB;
--- data
insert into bookings select seq, 'x' from seq_1_to_:rows;
--- old
insert into bookings (room) values ('q');
select room from bookings where id = 3;
--- migration
CREATE TABLE _bookings_new LIKE bookings;
ALTER TABLE _bookings_new ADD COLUMN tenant_id INT NOT NULL;
CREATE TRIGGER pt_osc_bookings_ins AFTER INSERT ON bookings FOR EACH ROW
  REPLACE INTO _bookings_new (id, room) VALUES (NEW.id, NEW.room);
