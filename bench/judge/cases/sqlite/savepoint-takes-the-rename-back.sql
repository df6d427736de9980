-- verdict: safe
-- hazard: none
-- why: ROLLBACK TO undoes the rename; what is released is the new empty table alone
--- schema
CREATE TABLE devices (id INTEGER PRIMARY KEY, serial TEXT NOT NULL, model TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO devices SELECT i, 's' || i, 'm' FROM g;
--- old
SELECT id, serial, model FROM devices WHERE id = 4;
INSERT INTO devices (serial, model) VALUES ('n', 'm');
UPDATE devices SET serial = 'z' WHERE id = 4;
--- migration
SAVEPOINT migration;
CREATE TABLE device_models (name TEXT PRIMARY KEY NOT NULL);
SAVEPOINT rename_serial;
ALTER TABLE devices RENAME COLUMN serial TO serial_number;
ROLLBACK TO rename_serial;
RELEASE rename_serial;
RELEASE migration;
