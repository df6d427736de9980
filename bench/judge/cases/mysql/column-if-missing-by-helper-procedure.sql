-- verdict: safe
-- hazard: none
-- why: the procedure is made, called once and dropped; its body adds a nullable column
--- schema
CREATE TABLE `accounts_userprofile` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `user_id` bigint NOT NULL UNIQUE, `bio` longtext NOT NULL);
--- data
INSERT INTO accounts_userprofile (user_id, bio) SELECT seq, 'b' FROM seq_1_to_:rows;
--- old
SELECT `id`, `user_id`, `bio` FROM `accounts_userprofile` WHERE `user_id` = 7 LIMIT 21;
INSERT INTO `accounts_userprofile` (`user_id`, `bio`) VALUES (-7, 'hi');
UPDATE `accounts_userprofile` SET `bio` = 'x' WHERE `user_id` = 7;
--- migration
DROP PROCEDURE IF EXISTS add_profile_locale;
DELIMITER $$
CREATE PROCEDURE add_profile_locale()
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts_userprofile' AND COLUMN_NAME = 'locale') THEN
    ALTER TABLE accounts_userprofile ADD COLUMN locale varchar(12) NULL;
  END IF;
END$$
DELIMITER ;
CALL add_profile_locale();
DROP PROCEDURE add_profile_locale;
