-- verdict: safe
-- hazard: none
-- why: a check less refuses less, and dropping it changes the definition only
--- schema
CREATE TABLE `loan` (`id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, `months` int NOT NULL, `cents` int NOT NULL, CONSTRAINT `loan_months_range` CHECK (`months` BETWEEN 6 AND 60));
--- data
INSERT INTO loan (months, cents) SELECT 12, seq FROM seq_1_to_:rows;
--- old
INSERT INTO `loan` (`months`, `cents`) VALUES (24, 500);
SELECT `months`, `cents` FROM `loan` WHERE `id` = 5;
UPDATE `loan` SET `months` = 36 WHERE `id` = 5;
--- migration
ALTER TABLE `loan` DROP CONSTRAINT `loan_months_range`;
