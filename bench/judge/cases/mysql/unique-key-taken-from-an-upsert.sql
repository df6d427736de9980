-- verdict: unsafe
-- hazard: none
-- why: without the unique key the upsert never finds a duplicate and adds a second counter row
--- schema
CREATE TABLE `daily_counters` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `day` date NOT NULL, `name` varchar(60) NOT NULL, `hits` int unsigned NOT NULL DEFAULT 0, UNIQUE KEY `daily_counters_day_name_unique` (`day`, `name`));
--- data
INSERT INTO daily_counters (day, name, hits) SELECT '2024-01-01', concat('n', seq), 1 FROM seq_1_to_:rows;
--- old
INSERT INTO `daily_counters` (`day`, `name`, `hits`) VALUES ('2024-01-01', 'n5', 1) ON DUPLICATE KEY UPDATE `hits` = `hits` + VALUES(`hits`);
SELECT `hits` FROM `daily_counters` WHERE `day` = '2024-01-01' AND `name` = 'n5';
--- queries
INSERT INTO `daily_counters` (`day`, `name`, `hits`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `hits` = `hits` + VALUES(`hits`);
--- migration
ALTER TABLE `daily_counters` DROP INDEX `daily_counters_day_name_unique`, ADD INDEX `daily_counters_name_day_index` (`name`, `day`);
