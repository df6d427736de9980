-- verdict: unsafe
-- hazard: data-loss
-- why: the addresses as the users wrote them are overwritten and cannot be got back
--- schema
CREATE TABLE signups (id INTEGER PRIMARY KEY, email TEXT NOT NULL, campaign TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO signups SELECT i, 'User' || i || '@Example.org', 'c' FROM g;
--- old
SELECT id FROM signups WHERE email = 'User5@Example.org';
INSERT INTO signups (email) VALUES ('B@b.org');
SELECT email, campaign FROM signups WHERE id = 5;
--- migration
UPDATE signups SET email = lower(trim(email)) WHERE email <> lower(trim(email));
