-- verdict: safe
-- hazard: none
-- why: a foreign key of this name is there already, so nothing is added, copied or tested
--- schema
CREATE TABLE teams (id int PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE players (id int PRIMARY KEY AUTO_INCREMENT, team_id int NULL, name varchar(40) NOT NULL, CONSTRAINT fk_players_team FOREIGN KEY (team_id) REFERENCES teams (id));
--- data
INSERT INTO teams SELECT seq, 't' FROM seq_1_to_:rows;
INSERT INTO players (team_id, name) SELECT seq, 'p' FROM seq_1_to_:rows;
--- old
INSERT INTO players (team_id, name) VALUES (3, 'Kim');
SELECT name FROM players WHERE team_id = 3 ORDER BY id;
DELETE FROM players WHERE team_id = 3;
INSERT INTO teams VALUES (-1, 'x');
--- migration
ALTER TABLE players ADD CONSTRAINT fk_players_team FOREIGN KEY IF NOT EXISTS fk_players_team (team_id) REFERENCES teams (id);
