-- verdict: safe
-- hazard: none
-- why: the usual repair of all tables changes nothing where character set and collation are the wanted ones already
--- schema
CREATE TABLE `categories` (`id` int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `slug` varchar(120) NOT NULL, `title` varchar(200) NOT NULL, UNIQUE KEY `categories_slug_unique` (`slug`)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
--- data
INSERT INTO categories (slug, title) SELECT concat('s', seq), 't' FROM seq_1_to_:rows;
--- old
SELECT `id`, `title` FROM `categories` WHERE `slug` = 's5';
INSERT INTO `categories` (`slug`, `title`) VALUES ('new', 'New');
UPDATE `categories` SET `title` = 'x' WHERE `id` = 5;
--- migration
ALTER TABLE `categories` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
