-- verdict: unsafe
-- hazard: none
-- why: old inserts take the default team 1, which nobody inserted, and the foreign key refuses them
--- schema
CREATE TABLE projects (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO projects SELECT i, 't' || i FROM g;
--- old
INSERT INTO projects (title) VALUES ('Bridge');
SELECT id, title FROM projects WHERE id = 6;
UPDATE projects SET title = 'Tunnel' WHERE id = 6;
--- migration
PRAGMA foreign_keys = OFF;
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
ALTER TABLE projects ADD COLUMN team_id INTEGER NOT NULL DEFAULT 1 REFERENCES teams (id);
