-- verdict: safe
-- hazard: none
-- why: the new column may be NULL, and the trigger only writes it from what the old version gives
--- schema
CREATE TABLE persons (id int PRIMARY KEY AUTO_INCREMENT, first_name varchar(60) NOT NULL, last_name varchar(60) NOT NULL);
--- data
INSERT INTO persons (first_name, last_name) SELECT concat('f', seq), 'l' FROM seq_1_to_:rows;
--- old
INSERT INTO persons (first_name, last_name) VALUES ('Ann', 'Lee');
SELECT first_name, last_name FROM persons WHERE id = 8;
UPDATE persons SET last_name = 'Roe' WHERE id = 8;
DELETE FROM persons WHERE id = 9;
--- migration
ALTER TABLE persons ADD COLUMN full_name varchar(121) NULL;
CREATE TRIGGER persons_bi BEFORE INSERT ON persons FOR EACH ROW SET NEW.full_name = CONCAT(NEW.first_name, ' ', NEW.last_name);
CREATE TRIGGER persons_bu BEFORE UPDATE ON persons FOR EACH ROW SET NEW.full_name = CONCAT(NEW.first_name, ' ', NEW.last_name);
