-- verdict: unsafe
-- hazard: data-loss
-- why: of each address all rows but the oldest are gone, names and all, before the index scans the rest
--- schema
CREATE TABLE guests (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);
CREATE INDEX guests_email ON guests (email);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO guests SELECT i, 'e' || (i / 2), 'n' || i FROM g;
--- old
SELECT id, name FROM guests WHERE email = 'e4' ORDER BY id;
INSERT INTO guests (email, name) VALUES ('e4', 'Twin');
--- migration
DELETE FROM guests WHERE id NOT IN (SELECT min(id) FROM guests GROUP BY email);
CREATE UNIQUE INDEX guests_email_unique ON guests (email);
