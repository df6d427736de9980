-- verdict: safe
-- hazard: none
-- why: what Rails runs around a nullable column: a named lock, the column, a row for the version
--- schema
CREATE TABLE `schema_migrations` (`version` varchar(255) NOT NULL PRIMARY KEY);
CREATE TABLE `invitations` (
  `id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `email` varchar(255) DEFAULT NULL,
  `created_at` datetime(6) NOT NULL
);
--- data
insert into schema_migrations values ('20240101000000');
insert into invitations (email, created_at) select concat(seq, '@x'), '2024-01-01' from seq_1_to_:rows;
--- old
INSERT INTO `invitations` (`email`, `created_at`) VALUES ('a@x', '2024-05-05 10:00:00.5');
SELECT `invitations`.`id` FROM `invitations` WHERE `invitations`.`email` = '4@x' LIMIT 1;
--- migration
SELECT GET_LOCK('3520346218163542305', 0);
ALTER TABLE `invitations` ADD `accepted_at` datetime(6);
INSERT INTO `schema_migrations` (`version`) VALUES ('20240601101112');
SELECT RELEASE_LOCK('3520346218163542305');
