-- verdict: unsafe
-- hazard: none
-- why: names match in any case, but the result column of SELECT userId is called as the table calls it, so the old code reads row.userId in vain
--- schema
CREATE TABLE sessions (token TEXT PRIMARY KEY NOT NULL, userId INTEGER NOT NULL, expires INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO sessions SELECT 't' || i, i, 99 FROM g;
--- old
SELECT userId, expires FROM sessions WHERE token = 't3';
INSERT INTO sessions (token, userId, expires) VALUES ('n', 1, 5);
--- queries
SELECT userId, expires FROM sessions WHERE token = ?;
--- migration
ALTER TABLE sessions RENAME COLUMN userId TO userid;
