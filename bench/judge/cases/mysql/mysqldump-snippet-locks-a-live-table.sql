-- verdict: unsafe
-- hazard: lock
-- why: the pasted dump locks the countries for writing; every session that reads them waits until UNLOCK TABLES
--- schema
CREATE TABLE `countries` (`code` char(2) NOT NULL, `name` varchar(80) NOT NULL, PRIMARY KEY (`code`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
--- data
INSERT INTO countries VALUES ('AT', 'Austria'), ('DE', 'Germany');
--- old
SELECT `code`, `name` FROM `countries` ORDER BY `name`;
UPDATE `countries` SET `name` = 'Oesterreich' WHERE `code` = 'AT';
--- migration
LOCK TABLES `countries` WRITE;
/*!40000 ALTER TABLE `countries` DISABLE KEYS */;
INSERT INTO `countries` VALUES ('XK','Kosovo'),('SS','South Sudan');
/*!40000 ALTER TABLE `countries` ENABLE KEYS */;
UNLOCK TABLES;
