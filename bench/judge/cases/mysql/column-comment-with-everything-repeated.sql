-- verdict: safe
-- hazard: none
-- why: only the comment differs, as db_comment of Django writes it
--- schema
CREATE TABLE `shop_parcel` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `state` varchar(20) NOT NULL DEFAULT 'new', `weight` numeric(8, 3) NOT NULL);
--- data
INSERT INTO shop_parcel (state, weight) SELECT 'new', 1.5 FROM seq_1_to_:rows;
--- old
INSERT INTO `shop_parcel` (`weight`) VALUES (2.250) RETURNING `state`;
SELECT `shop_parcel`.`id`, `shop_parcel`.`state`, `shop_parcel`.`weight` FROM `shop_parcel` WHERE `shop_parcel`.`id` = 3 LIMIT 21;
UPDATE `shop_parcel` SET `state` = 'sent' WHERE `shop_parcel`.`id` = 3;
--- migration
ALTER TABLE `shop_parcel` MODIFY `state` varchar(20) NOT NULL DEFAULT 'new' COMMENT 'new, sent, lost';
