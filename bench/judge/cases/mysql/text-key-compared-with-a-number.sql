-- verdict: unsafe
-- hazard: lock
-- why: one row is meant, but a number cannot be looked up in an index of strings; the UPDATE reads and locks every row
--- schema
CREATE TABLE sim_cards (id int PRIMARY KEY AUTO_INCREMENT, msisdn varchar(20) NOT NULL, blocked tinyint(1) NOT NULL DEFAULT 0, UNIQUE KEY sim_cards_msisdn (msisdn));
--- data
INSERT INTO sim_cards (msisdn) SELECT 43660000000 + seq FROM seq_1_to_:rows;
--- old
UPDATE sim_cards SET blocked = 1 WHERE id = 900;
SELECT id, blocked FROM sim_cards WHERE msisdn = '43660000009';
INSERT INTO sim_cards (msisdn) VALUES ('43999');
--- migration
UPDATE sim_cards SET blocked = 0 WHERE msisdn = 43660000007;
