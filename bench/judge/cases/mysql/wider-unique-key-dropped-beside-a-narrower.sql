-- verdict: safe
-- hazard: none
-- why: the e-mail alone is unique already, so the wider key never refused a row, and no query names it
--- schema
CREATE TABLE `customers` (`id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, `email` varchar(120) NOT NULL, `tenant_id` int NOT NULL, UNIQUE KEY `index_customers_on_email` (`email`), UNIQUE KEY `index_customers_on_email_and_tenant_id` (`email`, `tenant_id`));
--- data
INSERT INTO customers (email, tenant_id) SELECT concat('c', seq), 1 FROM seq_1_to_:rows;
--- old
INSERT INTO `customers` (`email`, `tenant_id`) VALUES ('c4', 2) ON DUPLICATE KEY UPDATE `tenant_id` = 2;
SELECT `customers`.`id` FROM `customers` WHERE `customers`.`email` = 'c4' AND `customers`.`tenant_id` = 1 LIMIT 1;
INSERT INTO `customers` (`email`, `tenant_id`) VALUES ('new', 2);
--- migration
DROP INDEX `index_customers_on_email_and_tenant_id` ON `customers`;
