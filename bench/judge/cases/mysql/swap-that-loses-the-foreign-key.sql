-- verdict: unsafe
-- hazard: none
-- why: CREATE TABLE LIKE copies no foreign key, so that the importer's INSERT IGNORE no longer skips players of unknown teams
--- schema
create table teams (
  id int not null auto_increment primary key,
  name varchar(60) not null
) engine=InnoDB;
create table players (
  id int not null auto_increment primary key,
  team_id int not null,
  name varchar(60) not null,
  key players_team (team_id),
  constraint players_team foreign key (team_id) references teams (id) on delete cascade
) engine=InnoDB;
--- data
insert into teams select seq, 'Bo' from seq_1_to_100;
insert into players select seq, seq % 100 + 1, 'Al' from seq_1_to_:rows;
--- old
insert ignore into players (team_id, name) values (8888, 'Cy');
select name from players where id = 5;
delete from teams where id = 3;
--- queries
INSERT IGNORE INTO players (team_id, name) VALUES (?, ?);
DELETE FROM teams WHERE id = ?;
--- migration
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
CREATE TABLE players_new LIKE players;
ALTER TABLE players_new ADD COLUMN shirt TINYINT NULL;
INSERT INTO players_new (id, team_id, name) SELECT id, team_id, name FROM players;
RENAME TABLE players TO players_old, players_new TO players;
