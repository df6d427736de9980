-- verdict: unsafe
-- hazard: data-loss
-- why: PRAGMA foreign_keys does nothing inside a transaction, so DROP TABLE deletes the parents first and their children with them
--- schema
CREATE TABLE `projects` (`id` integer PRIMARY KEY NOT NULL, `name` text NOT NULL);
CREATE TABLE `tasks` (`id` integer PRIMARY KEY NOT NULL, `project_id` integer NOT NULL REFERENCES `projects`(`id`) ON DELETE CASCADE, `title` text NOT NULL);
CREATE INDEX `tasks_project` ON `tasks` (`project_id`);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO projects SELECT i, 'p' || i FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO tasks SELECT i, i, 't' || i FROM g;
--- old
SELECT id, project_id, title FROM tasks WHERE project_id = 4;
SELECT id, name FROM projects WHERE id = 4;
INSERT INTO tasks (project_id, title) VALUES (4, 'Do');
INSERT INTO projects (name) VALUES ('New');
--- migration
PRAGMA foreign_keys=ON;
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_projects` (`id` integer PRIMARY KEY NOT NULL, `name` text NOT NULL, `archived` integer DEFAULT 0 NOT NULL);
INSERT INTO `__new_projects` (`id`, `name`) SELECT `id`, `name` FROM `projects`;
DROP TABLE `projects`;
ALTER TABLE `__new_projects` RENAME TO `projects`;
PRAGMA foreign_keys=ON;
COMMIT;
