-- verdict: safe
-- hazard: none
-- why: recursive_triggers is off unless asked for, so the trigger does not fire itself; the answers of old statements stay
--- schema
CREATE TABLE recipes (id INTEGER PRIMARY KEY, name TEXT NOT NULL, servings INTEGER);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO recipes SELECT i, 'r' || i, 4 FROM g;
--- old
UPDATE recipes SET servings = 6 WHERE id = 3 RETURNING id, servings;
INSERT INTO recipes (name, servings) VALUES ('Soup', 2) RETURNING name, servings;
SELECT id, name, servings FROM recipes WHERE id = 5;
DELETE FROM recipes WHERE id = 5;
--- migration
ALTER TABLE recipes ADD COLUMN updated_at TEXT;
CREATE TRIGGER recipes_touch AFTER UPDATE ON recipes BEGIN
  UPDATE recipes SET updated_at = datetime('now') WHERE id = NEW.id;
END;
