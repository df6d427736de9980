-- verdict: unsafe
-- hazard: rewrite
-- why: change() restates the column without unsigned; another integer type is only had by copying the table
--- schema
CREATE TABLE `orders` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `total_cents` int unsigned NOT NULL, `note` varchar(255) NULL, `created_at` timestamp NULL, `updated_at` timestamp NULL) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
--- data
INSERT INTO orders (total_cents) SELECT seq FROM seq_1_to_:rows;
--- old
SELECT * FROM `orders` WHERE `orders`.`id` = 3 LIMIT 1;
INSERT INTO `orders` (`total_cents`, `updated_at`, `created_at`) VALUES (1999, '2024-02-01 10:00:00', '2024-02-01 10:00:00');
UPDATE `orders` SET `total_cents` = 5 WHERE `id` = 3;
DELETE FROM `orders` WHERE `id` = 4;
--- migration
ALTER TABLE `orders` MODIFY `total_cents` int NOT NULL DEFAULT '0';
