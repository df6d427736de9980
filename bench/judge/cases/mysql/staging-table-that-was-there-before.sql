-- verdict: unsafe
-- hazard: data-loss
-- why: IF NOT EXISTS finds the staging table of the running import, so the DROP TABLE takes that one and its rows
--- schema
CREATE TABLE import_staging (line int PRIMARY KEY, raw text NOT NULL);
CREATE TABLE suppliers (id int PRIMARY KEY AUTO_INCREMENT, name varchar(80) NOT NULL);
--- data
INSERT INTO import_staging SELECT seq, 'r' FROM seq_1_to_:rows;
INSERT INTO suppliers (name) SELECT seq FROM seq_1_to_:rows;
--- old
SELECT raw FROM import_staging WHERE line = 4;
INSERT INTO import_staging (line, raw) VALUES (-1, 'x');
SELECT name FROM suppliers WHERE id = 4;
--- migration
CREATE TABLE IF NOT EXISTS import_staging (line int PRIMARY KEY, raw text NOT NULL);
INSERT INTO suppliers (name) VALUES ('Acme'), ('Globex');
DROP TABLE import_staging;
