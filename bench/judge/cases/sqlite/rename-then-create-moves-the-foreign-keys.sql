-- verdict: unsafe
-- hazard: rewrite
-- why: renaming the old table first turns the children's foreign keys to the name that is dropped
--- schema
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE players (id INTEGER PRIMARY KEY, team_id INT REFERENCES teams (id), nick TEXT);
--- data
INSERT INTO teams (name) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 't' || n FROM g;
INSERT INTO players (team_id, nick) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 'n' FROM g;
--- old
INSERT INTO players (team_id, nick) VALUES (1, 'x');
SELECT id, name FROM teams WHERE id = 1;
INSERT INTO teams (name) VALUES ('new');
--- migration
PRAGMA foreign_keys = OFF;
BEGIN;
ALTER TABLE teams RENAME TO teams_old;
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT, league TEXT);
INSERT INTO teams (id, name) SELECT id, name FROM teams_old;
DROP TABLE teams_old;
COMMIT;
PRAGMA foreign_keys = ON;
