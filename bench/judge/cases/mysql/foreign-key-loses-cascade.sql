-- verdict: unsafe
-- hazard: none
-- why: a DELETE of a vehicle with trips is refused
--- schema
create table `Vehicle` (
  `VehicleId` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `plate` varchar(20) COLLATE utf8mb4_bin NOT NULL,
  `label` varchar(64) CHARACTER SET utf8 DEFAULT NULL,
  `km` int(11) DEFAULT '0',
  `state` enum('idle','busy','lost') CHARACTER SET latin1 NOT NULL DEFAULT 'idle',
  `built` year(4) DEFAULT NULL,
  `raw` varbinary(255) DEFAULT NULL,
  `hash` binary(16) DEFAULT NULL,
  `full` varchar(100) GENERATED ALWAYS AS (concat(`plate`,'-',`km`)) VIRTUAL,
  `half` int(11) GENERATED ALWAYS AS (`km` DIV 2) STORED,
  `seen` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`VehicleId`),
  UNIQUE KEY `uq_plate` (`plate`),
  KEY `ix_state_km` (`state`,`km`)
) ENGINE=InnoDB AUTO_INCREMENT=5000 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
create table `Trip` (
  `TripId` bigint(20) NOT NULL AUTO_INCREMENT,
  `VehicleId` int(10) unsigned NOT NULL,
  `started` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `ended` timestamp NULL DEFAULT NULL,
  `note` tinytext,
  `miles` decimal(8,3) NOT NULL DEFAULT '0.000',
  PRIMARY KEY (`TripId`),
  KEY `ix_vehicle` (`VehicleId`),
  CONSTRAINT `fk_trip_vehicle` FOREIGN KEY (`VehicleId`) REFERENCES `Vehicle` (`VehicleId`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
create table `Setting` (
  `k` varchar(100) NOT NULL,
  `v` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`k`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
create view busy_vehicles as select VehicleId, plate, km from Vehicle where state = 'busy';
create procedure honk(in vehicle int) update Vehicle set km = km + 1 where VehicleId = vehicle;
create trigger trip_defaults before insert on Trip for each row set new.note = coalesce(new.note, 'none');
--- data
insert into Vehicle (VehicleId, plate, label, km, state, built, raw, hash, seen) select seq, concat('A', 1000 + seq), concat('l', seq), seq, 'idle', 2001, 'r', 'h', '2020-01-01 01:02:03.456' from seq_1_to_:rows;
insert into Trip (VehicleId, started, miles) select seq, '2021-01-01', seq + 0.125 from seq_1_to_:rows;
insert into Setting select concat('k', seq), 'v' from seq_1_to_:rows;
--- old
select VehicleId, plate, label, km, state, built, raw, hex(hash) as hash, `full`, half, seen from Vehicle where VehicleId = 1;
insert into Vehicle (plate) values ('fresh') returning plate, label, km, state, built, raw, `full`, half;
insert into Vehicle (plate, label) values ('A1001-x', 'ü') returning plate, label;
update Vehicle set km = km + 1, label = 'other', state = 'busy' where VehicleId = 1;
select TripId, VehicleId, started, ended, note, miles from Trip where TripId = 1;
insert into Trip (VehicleId) values (1) returning VehicleId, ended, note, miles;
update Trip set miles = 5.125, ended = '2024-01-01' where TripId = 1;
delete from Trip where TripId = 2;
delete from Vehicle where VehicleId = 9;
select v from Setting where k = 'k1';
select VehicleId, plate, km from busy_vehicles where VehicleId = 3;
call honk(4);
--- migration
SET foreign_key_checks = 0;
ALTER TABLE `Trip` DROP FOREIGN KEY `fk_trip_vehicle`, ADD CONSTRAINT `fk_trip_vehicle2` FOREIGN KEY (`VehicleId`) REFERENCES `Vehicle` (`VehicleId`);
