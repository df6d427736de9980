-- verdict: unsafe
-- hazard: scan
-- why: a SPATIAL index is built in place, but with LOCK=SHARED: writes wait
--- schema
create table stations (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  location point not null
) engine=InnoDB;
--- data
insert into stations select seq, concat('S', seq), point(seq % 90, seq % 80) from seq_1_to_:rows;
--- old
insert into stations (name, location) values ('Main', point(8, 47));
select name from stations where id = 5;
update stations set name = 'North' where id = 6;
--- migration
ALTER TABLE stations ADD SPATIAL INDEX stations_location (location);
