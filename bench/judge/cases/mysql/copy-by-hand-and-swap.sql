-- verdict: unsafe
-- hazard: scan
-- why: INSERT ... SELECT locks each row it reads against writers until it is done; what is written before the swap is left behind
--- schema
create table devices (
  id int not null auto_increment primary key,
  serial varchar(40) not null,
  firmware varchar(20) not null
) engine=InnoDB;
--- data
insert into devices select seq, concat('S', seq), '1.0' from seq_1_to_:rows;
--- old
update devices set firmware = '1.1' where id = 8;
insert into devices (serial, firmware) values ('X', '2');
select firmware from devices where id = 3;
--- migration
CREATE TABLE devices_new LIKE devices;
ALTER TABLE devices_new MODIFY serial VARCHAR(200) NOT NULL;
INSERT INTO devices_new SELECT * FROM devices;
RENAME TABLE devices TO devices_old, devices_new TO devices;
