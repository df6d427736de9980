-- verdict: unsafe
-- hazard: scan
-- why: since 3.53 NOT NULL is given in place after all rows are read, and inserts that leave the column out fail
--- schema
CREATE TABLE subscribers (id INTEGER PRIMARY KEY, email TEXT NOT NULL, locale TEXT);
--- data
INSERT INTO subscribers (email, locale) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'e' || n || hex(zeroblob(60)), 'de' FROM g;
--- old
INSERT INTO subscribers (email) VALUES ('x');
SELECT id, email, locale FROM subscribers WHERE id = 4;
DELETE FROM subscribers WHERE id = 5;
--- migration
ALTER TABLE subscribers ALTER COLUMN locale SET NOT NULL;
