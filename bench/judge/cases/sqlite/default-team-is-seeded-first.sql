-- verdict: safe
-- hazard: none
-- why: the row that the default refers to is inserted, so old inserts satisfy the foreign key
--- schema
CREATE TABLE projects (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO projects SELECT i, 't' || i FROM g;
--- old
INSERT INTO projects (title) VALUES ('Bridge');
SELECT id, title FROM projects WHERE id = 6;
UPDATE projects SET title = 'Tunnel' WHERE id = 6;
DELETE FROM projects WHERE id = 6;
--- migration
PRAGMA foreign_keys = OFF;
CREATE TABLE workspaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO workspaces (id, name) VALUES (1, 'Default');
ALTER TABLE projects ADD COLUMN workspace_id INTEGER NOT NULL DEFAULT 1 REFERENCES workspaces (id);
PRAGMA foreign_keys = ON;
