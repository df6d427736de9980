-- verdict: unsafe
-- hazard: none
-- why: both savepoints are called trx; ROLLBACK TO trx goes back to the inner one, so the rename outside it is committed
--- schema
CREATE TABLE couriers (id INTEGER PRIMARY KEY, plate TEXT NOT NULL, depot TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO couriers SELECT i, 'W' || i, 'north' FROM g;
--- old
SELECT id, plate, depot FROM couriers WHERE id = 6;
INSERT INTO couriers (plate, depot) VALUES ('W-1', 'south');
UPDATE couriers SET depot = 'south' WHERE id = 6;
--- migration
SAVEPOINT trx;
ALTER TABLE couriers RENAME COLUMN plate TO number_plate;
SAVEPOINT trx;
ALTER TABLE couriers ADD COLUMN plate_country TEXT;
ROLLBACK TO trx;
RELEASE trx;
RELEASE trx;
