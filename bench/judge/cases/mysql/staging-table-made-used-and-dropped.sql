-- verdict: safe
-- hazard: none
-- why: everything that is updated, deleted and dropped was made by this migration; only two new rows remain
--- schema
CREATE TABLE tax_rates (id int PRIMARY KEY AUTO_INCREMENT, country char(2) NOT NULL, rate decimal(5,2) NOT NULL, UNIQUE KEY (country));
--- data
INSERT INTO tax_rates (country, rate) VALUES ('AT', 20), ('DE', 19);
--- old
SELECT rate FROM tax_rates WHERE country = 'AT';
INSERT INTO tax_rates (country, rate) VALUES ('FR', 20);
UPDATE tax_rates SET rate = 21 WHERE country = 'DE';
--- migration
CREATE TABLE tax_rates_import (country char(2) NOT NULL, rate decimal(5,2) NULL);
INSERT INTO tax_rates_import VALUES ('SK', 23), ('SI', 22), ('XX', NULL);
UPDATE tax_rates_import SET rate = rate + 0.5;
DELETE FROM tax_rates_import WHERE rate IS NULL;
INSERT INTO tax_rates (country, rate) SELECT country, rate FROM tax_rates_import;
DROP TABLE tax_rates_import;
