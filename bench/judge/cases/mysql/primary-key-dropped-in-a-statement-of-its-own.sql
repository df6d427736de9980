-- verdict: unsafe
-- hazard: rewrite
-- why: a DROP PRIMARY KEY alone can only copy the table
--- schema
create table seat_assignments (
  flight varchar(8) not null,
  seat varchar(4) not null,
  passenger varchar(60) not null,
  primary key (flight, seat)
) engine=InnoDB;
--- data
insert into seat_assignments select concat('LX', seq), '1A', 'Bo' from seq_1_to_:rows;
--- old
insert into seat_assignments (flight, seat, passenger) values ('LX1', '2A', 'Al');
select passenger from seat_assignments where flight = 'LX2' and seat = '1A';
--- migration
ALTER TABLE seat_assignments DROP PRIMARY KEY;
ALTER TABLE seat_assignments ADD PRIMARY KEY (seat, flight);
