-- verdict: safe
-- hazard: none
-- why: the archive gets the same column in the same place, so the copying trigger still fits
-- transaction: yes
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
DELETE FROM tickets WHERE id = 3;
SELECT id, subject, state FROM tickets_archive;
--- migration
ALTER TABLE tickets_archive ADD COLUMN assignee TEXT;
ALTER TABLE tickets ADD COLUMN assignee TEXT;
