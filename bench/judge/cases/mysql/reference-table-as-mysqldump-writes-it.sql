-- verdict: safe
-- hazard: none
-- why: what is dropped is not there, what is locked is made here
--- schema
create table addresses (
  id int not null auto_increment primary key,
  street varchar(100) not null,
  country char(2) not null
);
--- data
insert into addresses (street, country) select concat('s', seq), 'FR' from seq_1_to_:rows;
--- old
insert into addresses (street, country) values ('x', 'DE');
select street from addresses where id = 3;
update addresses set country = 'IT' where id = 4;
--- migration
/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
DROP TABLE IF EXISTS `country_names`;
CREATE TABLE `country_names` (
  `code` char(2) NOT NULL,
  `name` varchar(80) NOT NULL,
  PRIMARY KEY (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `country_names` WRITE;
/*!40000 ALTER TABLE `country_names` DISABLE KEYS */;
INSERT INTO `country_names` VALUES ('DE','Germany'),('FR','France');
/*!40000 ALTER TABLE `country_names` ENABLE KEYS */;
UNLOCK TABLES;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
