-- verdict: unsafe
-- hazard: data-loss
-- why: INSERT OR IGNORE leaves out every second row with the same team and user without a word, and then the old table is dropped
--- schema
CREATE TABLE memberships (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role TEXT NOT NULL DEFAULT 'member');
CREATE INDEX index_memberships_on_team_id ON memberships (team_id);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO memberships SELECT i, i / 2, 1, CASE i % 2 WHEN 0 THEN 'member' ELSE 'owner' END FROM g;
--- old
SELECT id, team_id, user_id, role FROM memberships WHERE team_id = 8 ORDER BY id;
INSERT INTO memberships (team_id, user_id) VALUES (8, 1);
DELETE FROM memberships WHERE id = 4;
--- migration
BEGIN;
CREATE TABLE memberships_new (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role TEXT NOT NULL DEFAULT 'member', UNIQUE (team_id, user_id));
INSERT OR IGNORE INTO memberships_new SELECT id, team_id, user_id, role FROM memberships;
DROP TABLE memberships;
ALTER TABLE memberships_new RENAME TO memberships;
CREATE INDEX index_memberships_on_team_id ON memberships (team_id);
COMMIT;
