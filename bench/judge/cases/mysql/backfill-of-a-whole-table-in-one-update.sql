-- verdict: unsafe
-- hazard: lock
-- why: the new column is free, but one UPDATE of all rows keeps them locked until it ends
--- schema
CREATE TABLE `accounts_user` (
  `id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY,
  `username` varchar(150) NOT NULL UNIQUE,
  `email` varchar(254) NOT NULL
);
--- data
insert into accounts_user (username, email) select concat('u', seq), concat(seq, '@x') from seq_1_to_:rows;
--- old
update `accounts_user` set `email` = 'new@x' where `id` = 5;
select `id`, `email` from `accounts_user` where `username` = 'u7';
insert into `accounts_user` (`username`, `email`) values ('zed', 'z@x');
--- migration
ALTER TABLE `accounts_user` ADD COLUMN `email_lower` varchar(254) NULL;
UPDATE `accounts_user` SET `email_lower` = LOWER(`email`);
