-- verdict: unsafe
-- hazard: none
-- why: the recorded join selects status without a qualifier; with a second status it does not compile
--- schema
CREATE TABLE drivers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE rides (id INTEGER PRIMARY KEY, driver_id INTEGER NOT NULL REFERENCES drivers (id), status TEXT NOT NULL DEFAULT 'booked');
--- data
INSERT INTO drivers VALUES (1, 'Jo'), (2, 'Al');
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO rides SELECT i, 1 + i % 2, 'booked' FROM g;
--- old
SELECT r.id, name, status FROM rides r JOIN drivers d ON d.id = r.driver_id WHERE r.id = 5;
INSERT INTO rides (driver_id) VALUES (2);
INSERT INTO drivers (name) VALUES ('Eve');
--- queries
SELECT r.id, name, status FROM rides r JOIN drivers d ON d.id = r.driver_id WHERE r.id = ?;
INSERT INTO rides (driver_id) VALUES (?);
--- migration
ALTER TABLE drivers ADD COLUMN status TEXT NOT NULL DEFAULT 'active';
