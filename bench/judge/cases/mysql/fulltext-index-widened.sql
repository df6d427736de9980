-- verdict: unsafe
-- hazard: scan
-- why: a full-text index is built under a shared lock, and MATCH (title) alone finds no index of its columns any more
--- schema
CREATE TABLE recipes (id int PRIMARY KEY AUTO_INCREMENT, title varchar(200) NOT NULL, steps text NOT NULL, FULLTEXT KEY recipes_title (title)) ENGINE=InnoDB;
--- data
INSERT INTO recipes (title, steps) SELECT concat('soup number ', seq), 'cook' FROM seq_1_to_:rows;
--- old
SELECT id FROM recipes WHERE MATCH (title) AGAINST ('soup') ORDER BY id LIMIT 3;
INSERT INTO recipes (title, steps) VALUES ('Cake', 'bake');
UPDATE recipes SET steps = 'x' WHERE id = 3;
--- migration
ALTER TABLE recipes DROP INDEX recipes_title, ADD FULLTEXT INDEX recipes_text (title, steps);
