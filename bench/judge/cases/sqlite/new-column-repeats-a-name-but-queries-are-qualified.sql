-- verdict: safe
-- hazard: none
-- why: the recorded queries give every column its table, so the same name on both sides confuses none of them
--- schema
CREATE TABLE clubs (id INTEGER PRIMARY KEY, city TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE club_members (id INTEGER PRIMARY KEY, club_id INTEGER NOT NULL REFERENCES clubs (id), joined_on TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO clubs SELECT i, 'c' || (i % 4), 't' || i FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO club_members SELECT i, i, NULL FROM g;
--- old
SELECT m.id, c.city FROM club_members m JOIN clubs c ON c.id = m.club_id WHERE m.id = 5;
SELECT c.id FROM clubs c WHERE EXISTS (SELECT 1 FROM club_members m WHERE m.club_id = c.id AND c.city = 'c2') ORDER BY c.id LIMIT 3;
INSERT INTO club_members (club_id, joined_on) VALUES (2, '2026-01-01');
--- queries
SELECT m.id, c.city FROM club_members m JOIN clubs c ON c.id = m.club_id WHERE m.id = 5;
SELECT c.id FROM clubs c WHERE EXISTS (SELECT 1 FROM club_members m WHERE m.club_id = c.id AND c.city = 'c2') ORDER BY c.id LIMIT 3;
--- migration
ALTER TABLE club_members ADD COLUMN city TEXT;
