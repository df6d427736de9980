-- verdict: unsafe
-- hazard: rewrite
-- why: the column is new, but its table is not: the second ALTER copies all rows to make text of it
--- schema
CREATE TABLE `tickets` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `subject` varchar(255) NOT NULL, `state` varchar(255) NOT NULL DEFAULT 'open');
--- data
INSERT INTO tickets (subject) SELECT seq FROM seq_1_to_:rows;
--- old
INSERT INTO `tickets` (`subject`) VALUES ('lamp');
SELECT `id`, `subject`, `state` FROM `tickets` WHERE `id` = 3;
UPDATE `tickets` SET `state` = 'done' WHERE `id` = 3;
--- migration
ALTER TABLE `tickets` ADD `resolution` varchar(255) NULL;
ALTER TABLE `tickets` MODIFY `resolution` text NULL;
