-- verdict: unsafe
-- hazard: lock
-- why: one row is meant, but without an index every row is locked on the way
--- schema
create table devices (id int auto_increment primary key, serial_no varchar(40) not null, firmware varchar(20) not null);
--- data
insert into devices (serial_no, firmware) select concat('sn', seq), '1.0' from seq_1_to_:rows;
--- old
select id, serial_no, firmware from devices where id = 9;
update devices set firmware = '1.1' where id = 9;
insert into devices (serial_no, firmware) values ('sn-new', '1.0');
--- migration
UPDATE devices SET firmware = '0.9-recalled' WHERE serial_no = 'sn500';
