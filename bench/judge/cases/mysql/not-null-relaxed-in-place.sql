-- verdict: safe
-- hazard: none
-- why: NOT NULL to NULL lets more in and is done while others write; default and comment are repeated
--- schema
create table `accounts_address` (
  `id` bigint auto_increment not null primary key,
  `street` varchar(120) not null,
  `zip` varchar(12) not null default '' comment 'postal code'
) engine=InnoDB default charset=utf8mb4;
--- data
insert into accounts_address select seq, 'Main St', '8000' from seq_1_to_:rows;
--- old
INSERT INTO `accounts_address` (`street`) VALUES ('Elm') RETURNING `zip`;
SELECT `id`, `street`, `zip` FROM `accounts_address` WHERE `id` = 5;
UPDATE `accounts_address` SET `zip` = '9000' WHERE `id` = 6;
--- migration
ALTER TABLE `accounts_address` MODIFY `zip` varchar(12) NULL DEFAULT '' COMMENT 'postal code';
