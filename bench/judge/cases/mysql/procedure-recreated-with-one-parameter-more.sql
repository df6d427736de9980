-- verdict: unsafe
-- hazard: none
-- why: procedures have no optional parameters, so the old call with two arguments fails
--- schema
CREATE TABLE stock (sku varchar(30) PRIMARY KEY, qty int NOT NULL);
CREATE PROCEDURE take_stock(IN p_sku varchar(30), IN p_n int) UPDATE stock SET qty = qty - p_n WHERE sku = p_sku;
--- data
INSERT INTO stock SELECT concat('s', seq), 100 FROM seq_1_to_:rows;
--- old
CALL take_stock('s3', 2);
SELECT qty FROM stock WHERE sku = 's3';
--- migration
DROP PROCEDURE IF EXISTS take_stock;
CREATE PROCEDURE take_stock(IN p_sku varchar(30), IN p_n int, IN p_reason varchar(20)) UPDATE stock SET qty = qty - p_n WHERE sku = p_sku;
