-- verdict: unsafe
-- hazard: none
-- why: Django fills the rows by a default that it takes away again; old inserts do not name the column and fail in strict mode
--- schema
CREATE TABLE `blog_post` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(200) NOT NULL, `body` longtext NOT NULL);
--- data
INSERT INTO blog_post (title, body) SELECT seq, 'b' FROM seq_1_to_:rows;
--- old
INSERT INTO `blog_post` (`title`, `body`) VALUES ('Hello', 'World');
SELECT `blog_post`.`id`, `blog_post`.`title` FROM `blog_post` WHERE `blog_post`.`id` = 4;
UPDATE `blog_post` SET `title` = 'x' WHERE `blog_post`.`id` = 4;
DELETE FROM `blog_post` WHERE `blog_post`.`id` IN (4);
--- migration
ALTER TABLE `blog_post` ADD COLUMN `is_pinned` bool DEFAULT b'0' NOT NULL;
ALTER TABLE `blog_post` ALTER COLUMN `is_pinned` DROP DEFAULT;
