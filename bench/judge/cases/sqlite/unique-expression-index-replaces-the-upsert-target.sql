-- verdict: unsafe
-- hazard: scan
-- why: ON CONFLICT (email) no longer finds a unique index on email itself, and building the new one reads all rows
--- schema
CREATE TABLE invites (id INTEGER PRIMARY KEY, email TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX invites_email ON invites (email);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO invites SELECT i, 'e' || i, 1 FROM g;
--- old
INSERT INTO invites (email) VALUES ('e4') ON CONFLICT (email) DO UPDATE SET sent = sent + 1;
SELECT id, sent FROM invites WHERE email = 'e4';
--- queries
INSERT INTO invites (email) VALUES (?) ON CONFLICT (email) DO UPDATE SET sent = sent + 1;
--- migration
DROP INDEX invites_email;
CREATE UNIQUE INDEX invites_email ON invites (lower(email));
