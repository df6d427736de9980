-- verdict: safe
-- hazard: none
-- why: a column in the middle is instant as well since 10.4, and all recorded statements name their columns
--- schema
CREATE TABLE `users` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(255) NOT NULL, `email` varchar(255) NOT NULL, UNIQUE KEY `users_email_unique` (`email`));
--- data
INSERT INTO users (name, email) SELECT seq, concat('u', seq) FROM seq_1_to_:rows;
--- old
SELECT `id`, `name`, `email` FROM `users` WHERE `email` = 'u5' LIMIT 1;
INSERT INTO `users` (`name`, `email`) VALUES ('Ann', 'ann@example.org');
UPDATE `users` SET `name` = 'Bo' WHERE `id` = 5;
DELETE FROM `users` WHERE `id` = 6;
--- queries
SELECT `id`, `name`, `email` FROM `users` WHERE `email` = ? LIMIT 1;
INSERT INTO `users` (`name`, `email`) VALUES (?, ?);
UPDATE `users` SET `name` = ? WHERE `id` = ?;
DELETE FROM `users` WHERE `id` = ?;
--- migration
ALTER TABLE `users` ADD `phone` varchar(32) NULL AFTER `name`;
