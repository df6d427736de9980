-- verdict: unsafe
-- hazard: none
-- why: it is done in place, but the ORM writes all columns, NULL among them, and the default does not stand in for NULL
--- schema
create table `Profile` (
  `id` int not null auto_increment,
  `handle` varchar(191) not null,
  `bio` varchar(191) null,
  primary key (`id`)
) default character set utf8mb4 collate utf8mb4_unicode_ci;
--- data
insert into Profile select seq, concat('h', seq), 'hi' from seq_1_to_:rows;
--- old
INSERT INTO `Profile` (`handle`, `bio`) VALUES ('zed', NULL);
SELECT `id`, `handle`, `bio` FROM `Profile` WHERE `handle` = 'h4' LIMIT 1;
UPDATE `Profile` SET `bio` = 'yo' WHERE `id` = 5;
--- migration
ALTER TABLE `Profile` MODIFY `bio` VARCHAR(191) NOT NULL DEFAULT '';
