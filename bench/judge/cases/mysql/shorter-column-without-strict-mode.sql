-- verdict: unsafe
-- hazard: data-loss
-- why: with an empty sql_mode in the session longer values are cut off in silence instead of stopping the ALTER
--- schema
CREATE TABLE articles (id int PRIMARY KEY AUTO_INCREMENT, title varchar(255) NOT NULL, teaser varchar(1000) NULL);
--- data
INSERT INTO articles (title, teaser) SELECT seq, repeat(concat('abc ', seq), 60) FROM seq_1_to_:rows;
--- old
SELECT title, teaser FROM articles WHERE id = 2;
INSERT INTO articles (title, teaser) VALUES ('t', repeat('x', 500));
--- migration
SET SESSION sql_mode = '';
ALTER TABLE articles MODIFY teaser varchar(160) NULL;
