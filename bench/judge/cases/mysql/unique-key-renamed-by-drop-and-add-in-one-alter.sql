-- verdict: safe
-- hazard: none
-- why: the same columns are unique before and after, in one statement; ON DUPLICATE KEY and INSERT IGNORE name no key
--- schema
CREATE TABLE `taggings` (`id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, `tag_id` int NOT NULL, `post_id` int NOT NULL, `weight` int NOT NULL DEFAULT 1, UNIQUE KEY `uk1` (`tag_id`, `post_id`));
--- data
INSERT INTO taggings (tag_id, post_id) SELECT seq, seq FROM seq_1_to_:rows;
--- old
INSERT INTO `taggings` (`tag_id`, `post_id`) VALUES (3, 3) ON DUPLICATE KEY UPDATE `weight` = `weight` + 1;
INSERT IGNORE INTO `taggings` (`tag_id`, `post_id`) VALUES (4, 4);
SELECT `id`, `weight` FROM `taggings` WHERE `tag_id` = 3 AND `post_id` = 3;
DELETE FROM `taggings` WHERE `id` = 4;
--- migration
ALTER TABLE `taggings` DROP INDEX `uk1`, ADD UNIQUE KEY `index_taggings_on_tag_id_and_post_id` (`tag_id`, `post_id`);
