-- verdict: safe
-- hazard: none
-- why: with READ COMMITTED the rows of the source are read without locks
--- schema
create table bookings (id int auto_increment primary key, guest varchar(60) not null, state varchar(20) not null);
--- data
insert into bookings (guest, state) select concat('g', seq), 'paid' from seq_1_to_:rows;
--- old
select id, guest, state from bookings where id = 5;
update bookings set state = 'refunded' where id = 5;
insert into bookings (guest, state) values ('h', 'new');
delete from bookings where id = 6;
--- migration
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
CREATE TABLE booking_states (booking_id int NOT NULL PRIMARY KEY, state varchar(20) NOT NULL);
INSERT INTO booking_states (booking_id, state) SELECT id, state FROM bookings;
