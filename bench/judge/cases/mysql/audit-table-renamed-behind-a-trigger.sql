-- verdict: unsafe
-- hazard: none
-- why: no query of the application names the audit table, but the trigger does; each price change fails
--- schema
CREATE TABLE prices (sku varchar(30) PRIMARY KEY, cents int NOT NULL);
CREATE TABLE price_audit (id bigint AUTO_INCREMENT PRIMARY KEY, sku varchar(30), was int, at datetime);
CREATE TRIGGER prices_au AFTER UPDATE ON prices FOR EACH ROW INSERT INTO price_audit (sku, was, at) VALUES (OLD.sku, OLD.cents, NOW());
--- data
INSERT INTO prices SELECT concat('s', seq), seq FROM seq_1_to_:rows;
--- old
UPDATE prices SET cents = 99 WHERE sku = 's7';
SELECT cents FROM prices WHERE sku = 's7';
--- queries
UPDATE prices SET cents = ? WHERE sku = ?;
SELECT cents FROM prices WHERE sku = ?;
--- migration
RENAME TABLE price_audit TO price_history;
