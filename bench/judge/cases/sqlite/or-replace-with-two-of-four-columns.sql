-- verdict: unsafe
-- hazard: data-loss
-- why: REPLACE deletes each row and inserts it anew with the columns named only; name and avatar become NULL
--- schema
CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, avatar BLOB);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO members SELECT i, 'm' || i || '@example.org', 'n' || i, x'00' FROM g;
--- old
SELECT id, email, name FROM members WHERE id = 5;
INSERT INTO members (email, name) VALUES ('a@example.org', 'Ann');
UPDATE members SET name = 'Bea' WHERE id = 5;
--- migration
INSERT OR REPLACE INTO members (id, email)
SELECT id, email || '.invalid' FROM members WHERE email NOT LIKE '%.invalid';
