-- verdict: safe
-- hazard: none
-- why: a VIRTUAL column is computed when it is read, and is added to the catalogue only
--- schema
create table booking_lines (
  id int not null auto_increment primary key,
  booking_id int not null,
  nights int not null,
  night_cents int not null
) engine=InnoDB;
--- data
insert into booking_lines select seq, seq, 2, 150 from seq_1_to_:rows;
--- old
insert into booking_lines (booking_id, nights, night_cents) values (1, 1, 99);
select nights * night_cents from booking_lines where booking_id = 5;
update booking_lines set nights = 3 where id = 7;
--- migration
ALTER TABLE booking_lines ADD COLUMN total_cents BIGINT GENERATED ALWAYS AS (nights * night_cents) VIRTUAL;
