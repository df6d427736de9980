-- verdict: safe
-- hazard: none
-- why: the check is about the new column alone, whose default meets it; column and check are added instantly
-- server-version: 10.11
--- schema
CREATE TABLE ratings (id int PRIMARY KEY AUTO_INCREMENT, product_id int NOT NULL, stars tinyint NOT NULL);
--- data
INSERT INTO ratings (product_id, stars) SELECT seq, 1 + seq % 5 FROM seq_1_to_:rows;
--- old
INSERT INTO ratings (product_id, stars) VALUES (3, 5);
SELECT stars FROM ratings WHERE product_id = 3;
UPDATE ratings SET stars = 0 WHERE id = 3;
DELETE FROM ratings WHERE id = 3;
--- migration
ALTER TABLE ratings ADD COLUMN helpful int NOT NULL DEFAULT 0 CHECK (helpful >= 0);
