-- verdict: unsafe
-- hazard: none
-- why: DROP VIEW drops the INSTEAD OF trigger too; the new view has all columns but takes no inserts
--- schema
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born INTEGER);
CREATE VIEW people_api AS SELECT id, name FROM people;
CREATE TRIGGER people_api_ins INSTEAD OF INSERT ON people_api BEGIN
  INSERT INTO people (name) VALUES (NEW.name);
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO people SELECT i, 'p' || i, 1980 FROM g;
--- old
SELECT id, name FROM people_api WHERE id = 3;
INSERT INTO people_api (name) VALUES ('Ida');
UPDATE people SET born = 1990 WHERE id = 3;
--- migration
DROP VIEW people_api;
CREATE VIEW people_api AS SELECT id, name, born FROM people;
