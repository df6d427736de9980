-- verdict: safe
-- hazard: none
-- why: rows that are there already stay as they are, and the two new keys are read by nobody yet
--- schema
CREATE TABLE feature_flags (name TEXT PRIMARY KEY NOT NULL, enabled INTEGER NOT NULL DEFAULT 0);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO feature_flags SELECT 'f' || i, 1 FROM g;
--- old
SELECT enabled FROM feature_flags WHERE name = 'f3';
UPDATE feature_flags SET enabled = 0 WHERE name = 'f3';
INSERT INTO feature_flags (name, enabled) VALUES ('mine', 1) ON CONFLICT (name) DO UPDATE SET enabled = excluded.enabled;
--- migration
INSERT OR IGNORE INTO feature_flags (name, enabled) VALUES ('new_checkout', 0), ('dark_mode', 0);
