-- verdict: safe
-- hazard: none
-- why: ROLLBACK TO undoes the rename only; what is committed is the new nullable column
--- schema
CREATE TABLE drivers (id INTEGER PRIMARY KEY, licence TEXT NOT NULL, phone TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO drivers SELECT i, 'L' || i, NULL FROM g;
--- old
SELECT id, licence, phone FROM drivers WHERE id = 6;
INSERT INTO drivers (licence, phone) VALUES ('AB-1', '0660');
UPDATE drivers SET phone = '0699' WHERE id = 6 RETURNING id, phone;
--- migration
BEGIN IMMEDIATE;
ALTER TABLE drivers ADD COLUMN licence_country TEXT;
SAVEPOINT rehearse;
ALTER TABLE drivers RENAME COLUMN licence TO licence_no;
ROLLBACK TO rehearse;
RELEASE rehearse;
COMMIT;
