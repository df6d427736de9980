-- verdict: unsafe
-- hazard: data-loss
-- why: IF NOT EXISTS makes nothing, for the schema has a table of that name, so TRUNCATE empties the real one
--- schema
CREATE TABLE imports (id bigserial PRIMARY KEY, file_name text NOT NULL, rows_read int);
CREATE TABLE import_errors (import_id bigint NOT NULL REFERENCES imports (id), line int NOT NULL, message text NOT NULL);
--- data
INSERT INTO imports (file_name, rows_read) SELECT 'f' || g, 5 FROM generate_series(1, 10) g;
INSERT INTO import_errors SELECT 1 + g % 10, g, 'bad' FROM generate_series(1, :rows) g;
--- old
SELECT line, message FROM import_errors WHERE import_id = 1 AND line = 10;
INSERT INTO import_errors VALUES (2, 5, 'worse');
INSERT INTO imports (file_name) VALUES ('neu.csv');
--- migration
CREATE TABLE IF NOT EXISTS import_errors (import_id bigint, line int, message text);
TRUNCATE TABLE import_errors;
