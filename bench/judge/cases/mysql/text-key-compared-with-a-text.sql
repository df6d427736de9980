-- verdict: safe
-- hazard: none
-- why: the unique key finds the one row, and no other row is locked
--- schema
CREATE TABLE gift_cards (id int PRIMARY KEY AUTO_INCREMENT, serial varchar(20) NOT NULL, void tinyint(1) NOT NULL DEFAULT 0, note varchar(60) NULL, UNIQUE KEY gift_cards_serial (serial));
--- data
INSERT INTO gift_cards (serial) SELECT 43660000000 + seq FROM seq_1_to_:rows;
--- old
UPDATE gift_cards SET void = 1 WHERE id = 900;
SELECT id, serial FROM gift_cards WHERE serial = '43660000009';
INSERT INTO gift_cards (serial) VALUES ('43999');
DELETE FROM gift_cards WHERE id = 901;
--- migration
ALTER TABLE gift_cards ADD COLUMN replaced_by int NULL;
UPDATE gift_cards SET replaced_by = 12 WHERE serial = '43660000007';
