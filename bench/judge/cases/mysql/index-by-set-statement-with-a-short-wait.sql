-- verdict: safe
-- hazard: none
-- why: the build lets others write, and the ALTER gives up after three seconds instead of queueing all behind it
--- schema
CREATE TABLE page_hits (id bigint PRIMARY KEY AUTO_INCREMENT, path varchar(120) NOT NULL, at datetime NOT NULL);
--- data
INSERT INTO page_hits (path, at) SELECT concat('/', seq), '2024-01-01' FROM seq_1_to_:rows;
--- old
INSERT INTO page_hits (path, at) VALUES ('/x', '2024-02-01');
SELECT COUNT(*) AS n FROM page_hits WHERE path = '/7';
DELETE FROM page_hits WHERE id = 7;
--- migration
SET STATEMENT lock_wait_timeout = 3 FOR ALTER TABLE page_hits ADD INDEX page_hits_path_at (path, at), ALGORITHM = INPLACE, LOCK = NONE;
ANALYZE TABLE page_hits;
