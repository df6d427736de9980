-- verdict: unsafe
-- hazard: none
-- why: an index computes the virtual column with each write; a full name longer than 30 characters is refused then
--- schema
CREATE TABLE guests (id int PRIMARY KEY AUTO_INCREMENT, first_name varchar(60) NOT NULL, last_name varchar(60) NOT NULL);
--- data
INSERT INTO guests (first_name, last_name) SELECT concat('f', seq), 'l' FROM seq_1_to_:rows;
--- old
INSERT INTO guests (first_name, last_name) VALUES ('Maximiliane Theodora', 'von und zu Hohenwarth');
SELECT first_name, last_name FROM guests WHERE id = 2;
--- migration
ALTER TABLE guests ADD COLUMN full_name varchar(30) AS (CONCAT(first_name, ' ', last_name)) VIRTUAL;
ALTER TABLE guests ADD INDEX guests_full_name (full_name);
