-- verdict: safe
-- hazard: none
-- why: 'merge' with 8 stops after about 8 pages of the index whatever its size, and 'automerge' only keeps a setting; unlike 'rebuild' and 'optimize'
--- schema
CREATE VIRTUAL TABLE mail_fts USING fts5(subject, body);
--- data
INSERT INTO mail_fts (mail_fts, rank) VALUES ('automerge', 0);
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO mail_fts (rowid, subject, body) SELECT i + 0 * :rows, 'subject ' || i, 'some words about ' || (i % 100) FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO mail_fts (rowid, subject, body) SELECT i + 1 * :rows, 'subject ' || i, 'some words about ' || (i % 100) FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO mail_fts (rowid, subject, body) SELECT i + 2 * :rows, 'subject ' || i, 'some words about ' || (i % 100) FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO mail_fts (rowid, subject, body) SELECT i + 3 * :rows, 'subject ' || i, 'some words about ' || (i % 100) FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO mail_fts (rowid, subject, body) SELECT i + 4 * :rows, 'subject ' || i, 'some words about ' || (i % 100) FROM g;
--- old
SELECT rowid, subject FROM mail_fts WHERE mail_fts MATCH 'body: 42' ORDER BY rowid LIMIT 3;
INSERT INTO mail_fts (rowid, subject, body) VALUES (-7, 'Re: lamp', 'still broken') RETURNING subject;
UPDATE mail_fts SET body = 'x' WHERE rowid = 5;
DELETE FROM mail_fts WHERE rowid = 5;
--- migration
INSERT INTO mail_fts (mail_fts, rank) VALUES ('automerge', 8);
INSERT INTO mail_fts (mail_fts, rank) VALUES ('merge', 8);
