-- verdict: unsafe
-- hazard: none
-- why: ON CONFLICT (key) needs a unique index on exactly this column; without it the statement does not compile
--- schema
CREATE TABLE settings (id INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT);
CREATE UNIQUE INDEX settings_key ON settings (key);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO settings SELECT i, 'k' || i, 'v' FROM g;
--- old
INSERT INTO settings (key, value) VALUES ('k1', 'w') ON CONFLICT (key) DO UPDATE SET value = excluded.value;
SELECT value FROM settings WHERE key = 'k2';
--- queries
INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
SELECT value FROM settings WHERE key = ?;
--- migration
DROP INDEX settings_key;
