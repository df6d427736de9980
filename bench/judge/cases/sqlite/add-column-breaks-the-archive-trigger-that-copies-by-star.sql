-- verdict: unsafe
-- hazard: none
-- why: the delete trigger copies SELECT * into a table with one column fewer, so each DELETE fails
--- schema
CREATE TABLE tickets (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open');
CREATE TABLE tickets_archive (id INTEGER, subject TEXT, state TEXT);
CREATE TRIGGER tickets_bd BEFORE DELETE ON tickets BEGIN
  INSERT INTO tickets_archive SELECT * FROM tickets WHERE id = OLD.id;
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO tickets SELECT i, 's' || i, 'open' FROM g;
--- old
SELECT id, subject, state FROM tickets WHERE id = 3;
INSERT INTO tickets (subject) VALUES ('broken lamp');
UPDATE tickets SET state = 'done' WHERE id = 3;
DELETE FROM tickets WHERE id = 3;
SELECT id, subject FROM tickets_archive;
--- migration
ALTER TABLE tickets ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
