-- verdict: safe
-- hazard: none
-- why: reads go through the view, and INSERT, UPDATE and DELETE of every column are carried over by triggers
-- transaction: yes
--- schema
CREATE TABLE labels (code TEXT PRIMARY KEY NOT NULL, caption TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO labels SELECT 'c' || i, 'cap' || i FROM g;
--- old
SELECT code, caption FROM labels WHERE code = 'c4';
INSERT INTO labels (code, caption) VALUES ('new', 'New') RETURNING code, caption;
UPDATE labels SET caption = 'x' WHERE code = 'c4' RETURNING caption;
DELETE FROM labels WHERE code = 'c5';
--- queries
SELECT code, caption FROM labels WHERE code = ?;
INSERT INTO labels (code, caption) VALUES (?, ?);
UPDATE labels SET caption = ? WHERE code = ?;
DELETE FROM labels WHERE code = ?;
--- migration
ALTER TABLE labels RENAME TO tags;
CREATE VIEW labels AS SELECT code, caption FROM tags;
CREATE TRIGGER labels_insert INSTEAD OF INSERT ON labels BEGIN
  INSERT INTO tags (code, caption) VALUES (NEW.code, NEW.caption);
END;
CREATE TRIGGER labels_update INSTEAD OF UPDATE ON labels BEGIN
  UPDATE tags SET code = NEW.code, caption = NEW.caption WHERE code = OLD.code;
END;
CREATE TRIGGER labels_delete INSTEAD OF DELETE ON labels BEGIN
  DELETE FROM tags WHERE code = OLD.code;
END;
