-- verdict: unsafe
-- hazard: none
-- why: the conflict clause of the outer statement (Room writes INSERT OR ABORT) replaces the OR IGNORE in the trigger, so a known author fails
--- schema
CREATE TABLE `articles` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `author` TEXT NOT NULL, `title` TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO articles SELECT i, 'a' || i, 't' || i FROM g;
--- old
INSERT OR ABORT INTO `articles` (`id`, `author`, `title`) VALUES (nullif(0, 0), 'a5', 'News');
SELECT `id`, `author`, `title` FROM `articles` WHERE `id` = 4;
DELETE FROM `articles` WHERE `id` = 4;
--- queries
INSERT OR ABORT INTO `articles` (`id`, `author`, `title`) VALUES (nullif(0, 0), 'a5', 'News');
--- migration
CREATE TABLE `authors` (`name` TEXT NOT NULL PRIMARY KEY);
INSERT INTO `authors` (`name`) VALUES ('a5');
CREATE TRIGGER `articles_author` AFTER INSERT ON `articles` BEGIN
  INSERT OR IGNORE INTO `authors` (`name`) VALUES (NEW.`author`);
END;
