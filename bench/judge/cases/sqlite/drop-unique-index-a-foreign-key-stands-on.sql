-- verdict: unsafe
-- hazard: none
-- why: the parent key is no longer unique, so writes to child and parent fail with a foreign key mismatch
--- schema
CREATE TABLE countries (id INTEGER PRIMARY KEY, iso TEXT NOT NULL, name TEXT NOT NULL);
CREATE UNIQUE INDEX countries_iso ON countries (iso);
CREATE TABLE addresses (id INTEGER PRIMARY KEY, street TEXT NOT NULL, country_iso TEXT NOT NULL REFERENCES countries (iso));
--- data
INSERT INTO countries VALUES (1, 'AT', 'Austria'), (2, 'DE', 'Germany'), (3, 'XX', 'Nowhere');
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO addresses SELECT i, 'st' || i, 'AT' FROM g;
--- old
INSERT INTO addresses (street, country_iso) VALUES ('Ring 1', 'DE');
SELECT street FROM addresses WHERE id = 1;
DELETE FROM countries WHERE iso = 'XX';
--- migration
DROP INDEX countries_iso;
CREATE TABLE country_names (country_id INTEGER NOT NULL REFERENCES countries (id), lang TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (country_id, lang));
