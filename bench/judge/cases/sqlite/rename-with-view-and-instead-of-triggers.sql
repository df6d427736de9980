-- verdict: safe
-- hazard: none
-- why: the view under the old name reads and its INSTEAD OF triggers write, and the key is given by the application
--- schema
CREATE TABLE members (uuid TEXT NOT NULL PRIMARY KEY, display_name TEXT NOT NULL);
--- data
INSERT INTO members with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'u' || n, 'name ' || n FROM g;
--- old
SELECT uuid, display_name FROM members WHERE uuid = 'u3';
INSERT INTO members (uuid, display_name) VALUES ('new', 'x');
UPDATE members SET display_name = 'y' WHERE uuid = 'u4' RETURNING uuid, display_name;
DELETE FROM members WHERE uuid = 'u5' RETURNING uuid;
--- queries
SELECT uuid, display_name FROM members WHERE uuid = ?;
INSERT INTO members (uuid, display_name) VALUES (?, ?);
UPDATE members SET display_name = ? WHERE uuid = ? RETURNING uuid, display_name;
DELETE FROM members WHERE uuid = ? RETURNING uuid;
--- migration
BEGIN;
ALTER TABLE members RENAME TO people;
CREATE VIEW members AS SELECT uuid, display_name FROM people;
CREATE TRIGGER members_ins INSTEAD OF INSERT ON members BEGIN
  INSERT INTO people (uuid, display_name) VALUES (NEW.uuid, NEW.display_name);
END;
CREATE TRIGGER members_upd INSTEAD OF UPDATE ON members BEGIN
  UPDATE people SET uuid = NEW.uuid, display_name = NEW.display_name WHERE uuid = OLD.uuid;
END;
CREATE TRIGGER members_del INSTEAD OF DELETE ON members BEGIN
  DELETE FROM people WHERE uuid = OLD.uuid;
END;
COMMIT;
