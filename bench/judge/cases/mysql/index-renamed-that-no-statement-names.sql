-- verdict: safe
-- hazard: none
-- why: without hints nobody sees the name of an index; the upsert goes by the key, not by its name
--- schema
CREATE TABLE `Device` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `serial` VARCHAR(191) NOT NULL,
  `seen` INTEGER NOT NULL DEFAULT 0,
  UNIQUE INDEX `Device.serial_unique`(`serial`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
--- data
insert into Device (serial) select concat('S', seq) from seq_1_to_:rows;
--- old
INSERT INTO `Device` (`serial`, `seen`) VALUES ('S4', 1) ON DUPLICATE KEY UPDATE `seen` = `seen` + 1;
SELECT `id`, `seen` FROM `Device` WHERE `serial` = 'S5';
--- queries
INSERT INTO `Device` (`serial`, `seen`) VALUES (?, 1) ON DUPLICATE KEY UPDATE `seen` = `seen` + 1;
--- migration
-- RenameIndex
ALTER TABLE `Device` RENAME INDEX `Device.serial_unique` TO `Device_serial_key`;
