-- verdict: safe
-- hazard: none
-- why: all rows have NULL there and NULLs do not collide; column and index are made in place while others write
--- schema
CREATE TABLE `hotel` (`id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(100) NOT NULL, `city` varchar(60) NOT NULL);
--- data
INSERT INTO hotel (name, city) SELECT concat('h', seq), 'Graz' FROM seq_1_to_:rows;
--- old
INSERT INTO `hotel` (`name`, `city`) VALUES ('Post', 'Linz');
SELECT `id`, `name` FROM `hotel` WHERE `id` = 3;
UPDATE `hotel` SET `city` = 'Wels' WHERE `id` = 3;
--- migration
ALTER TABLE `hotel` ADD COLUMN `giata_id` int NULL, ADD UNIQUE INDEX `uq_hotel_giata` (`giata_id`);
