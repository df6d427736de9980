-- verdict: unsafe
-- hazard: rewrite
-- why: a generated column takes no value of an INSERT; and in one ALTER the rename and the new virtual column copy the table, apart they would not
--- schema
CREATE TABLE `Member` (`id` INTEGER NOT NULL AUTO_INCREMENT, `name` VARCHAR(191) NOT NULL, `joinedAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), PRIMARY KEY (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
--- data
INSERT INTO Member (name) SELECT concat('m', seq) FROM seq_1_to_:rows;
--- old
SELECT `id`, `name` FROM `Member` WHERE `id` = 2;
INSERT INTO `Member` (`name`) VALUES ('Kim');
UPDATE `Member` SET `name` = 'Lee' WHERE `id` = 2;
--- migration
ALTER TABLE `Member` CHANGE `name` `fullName` VARCHAR(191) NOT NULL, ADD COLUMN `name` VARCHAR(191) AS (`fullName`) VIRTUAL;
