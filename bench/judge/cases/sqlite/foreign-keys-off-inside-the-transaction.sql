-- verdict: unsafe
-- hazard: data-loss
-- why: PRAGMA foreign_keys does nothing inside a transaction, so dropping the old table cascades into its children
--- schema
create table projects (id integer primary key, title text);
create table tasks (id integer primary key, project_id integer not null references projects (id) on delete cascade, body text);
--- data
insert into projects select g, 'p' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
insert into tasks select g, g, 'do ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select id, project_id, body from tasks where project_id = 7;
insert into tasks (project_id, body) values (3, 'x');
select id, title from projects where id = 7;
--- migration
PRAGMA foreign_keys = ON;
BEGIN;
PRAGMA foreign_keys = OFF;
CREATE TABLE projects_new (id integer primary key, title text, archived integer not null default 0);
INSERT INTO projects_new (id, title) SELECT id, title FROM projects;
DROP TABLE projects;
ALTER TABLE projects_new RENAME TO projects;
COMMIT;
