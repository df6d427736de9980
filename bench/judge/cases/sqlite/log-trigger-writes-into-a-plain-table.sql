-- verdict: safe
-- hazard: none
-- why: a column declared INTEGER in a table that is not STRICT keeps text as it is, so the trigger never fails
--- schema
CREATE TABLE boilers (id INTEGER PRIMARY KEY, serial TEXT NOT NULL, pressure VARCHAR(20));
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO boilers SELECT i, 'm' || i, i || ' bar' FROM g;
--- old
UPDATE boilers SET pressure = '12 bar' WHERE id = 5 RETURNING pressure;
INSERT INTO boilers (serial, pressure) VALUES ('m-new', NULL) RETURNING serial;
SELECT id, serial, pressure FROM boilers WHERE id = 6;
DELETE FROM boilers WHERE id = 6;
--- queries
UPDATE boilers SET pressure = '12 bar' WHERE id = 5;
--- migration
CREATE TABLE boiler_log (id INTEGER PRIMARY KEY, boiler_id INTEGER NOT NULL, pressure INTEGER);
CREATE TRIGGER boilers_log AFTER UPDATE OF pressure ON boilers BEGIN
  INSERT INTO boiler_log (boiler_id, pressure) VALUES (NEW.id, NEW.pressure);
END;
