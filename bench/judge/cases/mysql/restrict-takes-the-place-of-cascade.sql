-- verdict: unsafe
-- hazard: none
-- why: with the checks off the key is exchanged in place, but a project with tasks can no longer be deleted
--- schema
CREATE TABLE projects (id int PRIMARY KEY, name varchar(60) NOT NULL);
CREATE TABLE tasks (id int PRIMARY KEY AUTO_INCREMENT, project_id int NOT NULL, title varchar(60) NOT NULL, CONSTRAINT tasks_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
--- data
INSERT INTO projects SELECT seq, 'p' FROM seq_1_to_:rows;
INSERT INTO tasks (project_id, title) SELECT seq, 't' FROM seq_1_to_:rows;
--- old
DELETE FROM projects WHERE id = 3;
SELECT title FROM tasks WHERE project_id = 4;
INSERT INTO tasks (project_id, title) VALUES (4, 'x');
--- migration
SET foreign_key_checks = 0;
ALTER TABLE tasks DROP FOREIGN KEY tasks_project, ADD CONSTRAINT tasks_project_restrict FOREIGN KEY (project_id) REFERENCES projects (id);
SET foreign_key_checks = 1;
