-- verdict: unsafe
-- hazard: none
-- why: the unique index that is left compares in binary, so ON CONFLICT (email COLLATE NOCASE) finds no match
--- schema
CREATE TABLE newsletter (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, opted_in INT NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX newsletter_email_nocase ON newsletter (email COLLATE NOCASE);
--- data
INSERT INTO newsletter (email) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'e' || n FROM g;
--- old
INSERT INTO newsletter (email) VALUES ('E4') ON CONFLICT (email COLLATE NOCASE) DO UPDATE SET opted_in = 1;
SELECT id, opted_in FROM newsletter WHERE email = 'e4';
UPDATE newsletter SET opted_in = 0 WHERE id = 5;
--- queries
INSERT INTO newsletter (email) VALUES (?) ON CONFLICT (email COLLATE NOCASE) DO UPDATE SET opted_in = 1;
SELECT id, opted_in FROM newsletter WHERE email = ?;
UPDATE newsletter SET opted_in = 0 WHERE id = ?;
--- migration
DROP INDEX newsletter_email_nocase;
