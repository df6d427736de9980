-- verdict: safe
-- hazard: none
-- why: the idiom of servers without IF NOT EXISTS: both texts are constants, a nullable column or nothing
--- schema
CREATE TABLE flights (id int PRIMARY KEY AUTO_INCREMENT, number varchar(8) NOT NULL, gate varchar(4) NULL);
--- data
INSERT INTO flights (number) SELECT concat('OS', seq) FROM seq_1_to_:rows;
--- old
SELECT number, gate FROM flights WHERE id = 9;
INSERT INTO flights (number, gate) VALUES ('OS1', 'A1');
UPDATE flights SET gate = 'B2' WHERE id = 9;
DELETE FROM flights WHERE id = 9;
--- migration
SET @missing = (SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'flights' AND COLUMN_NAME = 'belt');
SET @ddl = IF(@missing, 'ALTER TABLE flights ADD COLUMN belt varchar(4) NULL', 'DO 0');
PREPARE stmt FROM @ddl;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;
