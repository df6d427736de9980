-- verdict: safe
-- hazard: none
-- why: the default of the database is for tables made later; the tables and columns that are there keep theirs
--- schema
CREATE TABLE genres (id int PRIMARY KEY AUTO_INCREMENT, name varchar(40) NOT NULL, UNIQUE KEY (name)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE songs (id int PRIMARY KEY AUTO_INCREMENT, genre varchar(40) NOT NULL, title varchar(100) NOT NULL) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
--- data
INSERT INTO genres (name) SELECT concat('g', seq) FROM seq_1_to_:rows;
INSERT INTO songs (genre, title) SELECT concat('g', seq), 't' FROM seq_1_to_:rows;
--- old
SELECT s.title FROM songs s JOIN genres g ON g.name = s.genre WHERE g.name = 'G5';
INSERT INTO genres (name) VALUES ('Ska');
INSERT INTO songs (genre, title) VALUES ('g5', 'x');
--- migration
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
