-- verdict: safe
-- hazard: none
-- why: a constraint less lets in all that was let in before
-- server-version: 3.53
--- schema
CREATE TABLE votes (id INTEGER PRIMARY KEY, stars INTEGER NOT NULL, CONSTRAINT stars_range CHECK (stars BETWEEN 1 AND 5));
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO votes SELECT i, 1 + i % 5 FROM g;
--- old
INSERT INTO votes (stars) VALUES (4);
SELECT id, stars FROM votes WHERE id = 2;
UPDATE votes SET stars = 1 WHERE id = 2;
--- migration
ALTER TABLE votes DROP CONSTRAINT stars_range;
