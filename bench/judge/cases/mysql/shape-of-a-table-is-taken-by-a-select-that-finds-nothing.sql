-- verdict: safe
-- hazard: none
-- why: WHERE 1 = 0 is decided before a row is read, so nothing is locked or scanned
--- schema
create table meter_readings (
  meter_id int not null,
  read_at datetime not null,
  kwh decimal(10,3) not null,
  primary key (meter_id, read_at)
);
--- data
insert into meter_readings select seq, '2024-01-01', seq from seq_1_to_:rows;
--- old
insert into meter_readings values (-1, '2024-02-01', 4);
update meter_readings set kwh = 5 where meter_id = 7;
delete from meter_readings where meter_id = 9;
select kwh from meter_readings where meter_id = 3;
--- migration
create table meter_readings_archive as select * from meter_readings where 1 = 0;
alter table meter_readings_archive add primary key (meter_id, read_at);
