-- verdict: safe
-- hazard: none
-- why: the table that is copied, dropped and renamed was made in this file and has two rows; no other table is touched
--- schema
CREATE TABLE `users` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `email` text NOT NULL);
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO users SELECT i, 'u' || i FROM g;
--- old
SELECT id, email FROM users WHERE email = 'u5';
INSERT INTO users (email) VALUES ('new@example.org') RETURNING email;
UPDATE users SET email = 'x' WHERE id = 5;
DELETE FROM users WHERE id = 5;
--- migration
CREATE TABLE `plans` (`id` integer PRIMARY KEY NOT NULL, `code` text, `price` text);
INSERT INTO `plans` (`code`, `price`) VALUES ('free', '0'), ('pro', '1900');
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_plans` (`id` integer PRIMARY KEY NOT NULL, `code` text NOT NULL, `price_cents` integer DEFAULT 0 NOT NULL);
INSERT INTO `__new_plans` (`id`, `code`, `price_cents`) SELECT `id`, `code`, `price` FROM `plans`;
DROP TABLE `plans`;
ALTER TABLE `__new_plans` RENAME TO `plans`;
PRAGMA foreign_keys=ON;
CREATE UNIQUE INDEX `plans_code_unique` ON `plans` (`code`);
