-- verdict: safe
-- hazard: none
-- why: a nullable timestamp is instant and has no automatic value; the index lets others write while it is built
--- schema
CREATE TABLE `projects` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(255) NOT NULL, `created_at` timestamp NULL, `updated_at` timestamp NULL) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
--- data
INSERT INTO projects (name) SELECT concat('p', seq) FROM seq_1_to_:rows;
--- old
INSERT INTO `projects` (`name`, `updated_at`, `created_at`) VALUES ('x', '2024-01-01', '2024-01-01');
SELECT `id`, `name` FROM `projects` WHERE `id` = 4;
UPDATE `projects` SET `name` = 'y' WHERE `id` = 4;
DELETE FROM `projects` WHERE `id` = 4;
--- migration
ALTER TABLE `projects` ADD `deleted_at` timestamp NULL;
ALTER TABLE `projects` ADD INDEX `projects_deleted_at_index`(`deleted_at`);
