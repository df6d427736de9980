-- verdict: unsafe
-- hazard: lock
-- why: the new column is harmless, but the UPDATE of all rows keeps every other writer out till it ends
--- schema
CREATE TABLE subscribers (id INTEGER PRIMARY KEY, email TEXT NOT NULL, confirmed_at TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO subscribers SELECT i, 'E' || i || '@x.org', NULL FROM g;
--- old
SELECT id, email FROM subscribers WHERE id = 2;
INSERT INTO subscribers (email) VALUES ('a@x.org');
UPDATE subscribers SET confirmed_at = '2024-01-01' WHERE id = 2;
--- migration
ALTER TABLE subscribers ADD COLUMN email_lower TEXT;
UPDATE subscribers SET email_lower = lower(email);
