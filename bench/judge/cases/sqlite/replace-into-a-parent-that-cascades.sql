-- verdict: unsafe
-- hazard: data-loss
-- why: REPLACE deletes the country before it inserts it, and with foreign keys on its provinces go with it
--- schema
CREATE TABLE countries (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE provinces (id INTEGER PRIMARY KEY, country_code TEXT NOT NULL REFERENCES countries (code) ON DELETE CASCADE, name TEXT NOT NULL);
CREATE INDEX provinces_country ON provinces (country_code);
--- data
INSERT INTO countries VALUES ('TR', 'Turkey'), ('FR', 'France');
INSERT INTO provinces (country_code, name) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT CASE WHEN n < 20 THEN 'TR' ELSE 'FR' END, 'p' || n FROM g;
--- old
SELECT id, name FROM provinces WHERE country_code = 'TR' ORDER BY id;
SELECT code FROM countries ORDER BY code;
INSERT INTO provinces (country_code, name) VALUES ('TR', 'x');
--- migration
PRAGMA foreign_keys = ON;
INSERT OR REPLACE INTO countries (code, name) VALUES ('TR', 'Türkiye');
