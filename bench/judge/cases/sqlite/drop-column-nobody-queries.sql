-- verdict: unsafe
-- hazard: data-loss
-- why: whatever the recorded queries read, the values of the column are gone
--- schema
CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT NOT NULL, fax TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO members SELECT i, 'm' || i, 'fax' || i FROM g;
--- old
SELECT id, email FROM members WHERE id = 1;
SELECT fax FROM members WHERE id = 1;
INSERT INTO members (email, fax) VALUES ('a', 'b');
--- migration
ALTER TABLE members DROP COLUMN fax;
