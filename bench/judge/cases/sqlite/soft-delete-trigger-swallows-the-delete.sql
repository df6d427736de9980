-- verdict: unsafe
-- hazard: none
-- why: RAISE(IGNORE) in the BEFORE trigger skips the row without an error: the DELETE reports success and removes nothing
-- transaction: yes
--- schema
CREATE TABLE photos (id INTEGER PRIMARY KEY, path TEXT NOT NULL, album INTEGER);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO photos SELECT i, '/p/' || i, i % 6 FROM g;
--- old
DELETE FROM photos WHERE id = 12 RETURNING id, path;
INSERT INTO photos (path) VALUES ('/p/new');
SELECT path FROM photos WHERE id = 12;
--- queries
DELETE FROM photos WHERE id = ? RETURNING id, path;
--- migration
ALTER TABLE photos ADD COLUMN deleted_at TEXT;
CREATE TRIGGER photos_soft_delete BEFORE DELETE ON photos BEGIN
  UPDATE photos SET deleted_at = CURRENT_TIMESTAMP WHERE id = OLD.id;
  SELECT RAISE(IGNORE);
END;
