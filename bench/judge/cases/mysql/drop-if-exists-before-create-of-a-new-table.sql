-- verdict: safe
-- hazard: none
-- why: an export tool writes DROP TABLE before each CREATE TABLE; a table of this name is not there
--- schema
CREATE TABLE `menus` (`id` int NOT NULL AUTO_INCREMENT, `title` varchar(60) NOT NULL, PRIMARY KEY (`id`));
--- data
INSERT INTO menus (title) SELECT concat('m', seq) FROM seq_1_to_:rows;
--- old
SELECT title FROM menus WHERE id = 2;
INSERT INTO menus (title) VALUES ('Lunch');
DELETE FROM menus WHERE id = 2;
--- migration
DROP TABLE IF EXISTS `menu_items`;
CREATE TABLE `menu_items` (`id` int NOT NULL AUTO_INCREMENT, `menu_id` int NOT NULL, `dish` varchar(80) NOT NULL, PRIMARY KEY (`id`), KEY `menu_id` (`menu_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `menu_items` WRITE;
INSERT INTO `menu_items` VALUES (1,1,'Soup'),(2,1,'Cake');
UNLOCK TABLES;
