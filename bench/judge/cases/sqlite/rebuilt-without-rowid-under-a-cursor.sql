-- verdict: unsafe
-- hazard: rewrite
-- why: the running version pages by rowid, which the new table has not
--- schema
CREATE TABLE inbox (message_id TEXT NOT NULL PRIMARY KEY, subject TEXT, read_at TEXT);
--- data
insert into inbox select 'm' || g, 'subject ' || g, null from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT rowid, subject FROM inbox WHERE rowid > 10 ORDER BY rowid LIMIT 3;
INSERT INTO inbox (message_id, subject) VALUES ('new', 's');
UPDATE inbox SET read_at = '2024-01-01' WHERE message_id = 'm4';
--- queries
SELECT rowid, subject FROM inbox WHERE rowid > ? ORDER BY rowid LIMIT 50
--- migration
BEGIN;
CREATE TABLE inbox_new (message_id TEXT NOT NULL PRIMARY KEY, subject TEXT, read_at TEXT) WITHOUT ROWID;
INSERT INTO inbox_new SELECT message_id, subject, read_at FROM inbox;
DROP TABLE inbox;
ALTER TABLE inbox_new RENAME TO inbox;
COMMIT;
