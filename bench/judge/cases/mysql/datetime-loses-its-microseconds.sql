-- verdict: unsafe
-- hazard: data-loss
-- why: the fractions of a second are rounded away for all rows, while the table is copied
--- schema
CREATE TABLE `events` (`id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(255), `created_at` datetime(6) NOT NULL);
--- data
INSERT INTO events (name, created_at) SELECT 'e', '2024-01-01 00:00:00.123456' + INTERVAL seq SECOND FROM seq_1_to_:rows;
--- old
SELECT `events`.`name`, `events`.`created_at` FROM `events` WHERE `events`.`id` = 3 LIMIT 1;
INSERT INTO `events` (`name`, `created_at`) VALUES ('x', '2024-05-01 10:00:00.654321');
--- migration
ALTER TABLE `events` MODIFY `created_at` datetime NOT NULL;
