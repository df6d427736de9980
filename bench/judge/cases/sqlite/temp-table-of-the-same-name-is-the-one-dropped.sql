-- verdict: safe
-- hazard: none
-- why: an unqualified name means the temporary table first, so DROP TABLE settings drops the scratch copy and the real table stays
--- schema
CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO settings SELECT 'k' || i, 'v' || i FROM g;
--- old
SELECT name, value FROM settings WHERE name = 'k7';
INSERT INTO settings (name, value) VALUES ('theme', 'dark');
UPDATE settings SET value = 'x' WHERE name = 'k7';
DELETE FROM settings WHERE name = 'k7';
--- migration
CREATE TEMP TABLE settings (name TEXT, value TEXT);
INSERT INTO temp.settings VALUES ('locale', 'de'), ('zone', 'UTC');
INSERT INTO main.settings (name, value) SELECT name, value FROM temp.settings WHERE true ON CONFLICT (name) DO NOTHING;
DROP TABLE settings;
