-- verdict: safe
-- hazard: none
-- why: the check of MariaDB's JSON is on the new column alone, which is NULL in what the old version writes
--- schema
CREATE TABLE `Workspace` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(191) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
--- data
insert into Workspace (name) select concat('w', seq) from seq_1_to_:rows;
--- old
INSERT INTO `Workspace` (`name`) VALUES ('x');
SELECT `id`, `name` FROM `Workspace` WHERE `id` = 3;
UPDATE `Workspace` SET `name` = 'y' WHERE `id` = 4;
--- migration
-- AlterTable
ALTER TABLE `Workspace` ADD COLUMN `settings` JSON NULL;
