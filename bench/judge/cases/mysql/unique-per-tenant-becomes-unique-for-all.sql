-- verdict: unsafe
-- hazard: none
-- why: an email may be there once per workspace before, and once at all afterwards
--- schema
CREATE TABLE `Member` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `workspaceId` INTEGER NOT NULL,
  `email` VARCHAR(191) NOT NULL,
  UNIQUE INDEX `Member_workspaceId_email_key`(`workspaceId`, `email`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
--- data
insert into Member (workspaceId, email) select 1, concat(seq, '@x') from seq_1_to_:rows;
--- old
INSERT INTO `Member` (`workspaceId`, `email`) VALUES (2, '7@x');
SELECT `id` FROM `Member` WHERE `workspaceId` = 1 AND `email` = '8@x';
--- migration
-- DropIndex
DROP INDEX `Member_workspaceId_email_key` ON `Member`;

-- CreateIndex
CREATE UNIQUE INDEX `Member_email_key` ON `Member`(`email`);
