-- verdict: safe
-- hazard: none
-- why: the batch is bounded by a range of the primary key and writes a column only the new version knows
--- schema
CREATE TABLE subscribers (id INTEGER PRIMARY KEY, email TEXT NOT NULL, confirmed_at TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO subscribers SELECT i, 'E' || i || '@x.org', NULL FROM g;
--- old
SELECT id, email, confirmed_at FROM subscribers WHERE id = 2;
INSERT INTO subscribers (email) VALUES ('a@x.org');
UPDATE subscribers SET confirmed_at = '2024-01-01' WHERE id = 2;
--- migration
ALTER TABLE subscribers ADD COLUMN email_hash TEXT;
UPDATE subscribers SET email_hash = hex(email) WHERE id BETWEEN 1 AND 500;
