-- verdict: safe
-- hazard: none
-- why: rights add up: what is taken away for the whole database the application still has on the table itself
-- role: jobs_app
--- schema
CREATE TABLE jobs (id int PRIMARY KEY AUTO_INCREMENT, queue varchar(40) NOT NULL, payload text NOT NULL);
CREATE USER jobs_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON * TO jobs_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO jobs_app;
--- data
INSERT INTO jobs (queue, payload) SELECT 'default', '{}' FROM seq_1_to_:rows;
--- old
SELECT id, payload FROM jobs WHERE id = 3;
INSERT INTO jobs (queue, payload) VALUES ('mail', '{}');
UPDATE jobs SET queue = 'slow' WHERE id = 3;
DELETE FROM jobs WHERE id = 3;
--- migration
REVOKE UPDATE, DELETE ON * FROM jobs_app;
