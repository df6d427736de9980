-- verdict: unsafe
-- hazard: none
-- why: INSERT ... RETURNING id on a view with an INSTEAD OF trigger gives NULL for id, as the key is made in the trigger
--- schema
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO notes SELECT i, 'n' || i FROM g;
--- old
INSERT INTO notes (body) VALUES ('call back') RETURNING id;
SELECT id, body FROM notes WHERE id = 8;
UPDATE notes SET body = 'x' WHERE id = 8;
DELETE FROM notes WHERE id = 8;
--- queries
INSERT INTO notes (body) VALUES ('call back') RETURNING id;
--- migration
BEGIN;
ALTER TABLE notes RENAME TO memos;
CREATE VIEW notes AS SELECT id, body FROM memos;
CREATE TRIGGER notes_ii INSTEAD OF INSERT ON notes BEGIN INSERT INTO memos (id, body) VALUES (NEW.id, NEW.body); END;
CREATE TRIGGER notes_iu INSTEAD OF UPDATE ON notes BEGIN UPDATE memos SET body = NEW.body WHERE id = OLD.id; END;
CREATE TRIGGER notes_id INSTEAD OF DELETE ON notes BEGIN DELETE FROM memos WHERE id = OLD.id; END;
COMMIT;
