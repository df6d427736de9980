-- verdict: safe
-- hazard: none
-- why: the trigger sees the same NULL, but fills in the column the old version does not know
--- schema
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, age INTEGER, active INTEGER NOT NULL DEFAULT 1);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO users SELECT i, 'e' || i, 'n', 30, 1 FROM g;
--- old
INSERT INTO users (email, name, age) VALUES ('Kim@x.org', 'Kim', 4);
SELECT email, name FROM users WHERE id = 5;
UPDATE users SET email = 'z' WHERE id = 5 RETURNING email, name, age, active;
DELETE FROM users WHERE id = 5 RETURNING id;
--- migration
ALTER TABLE users ADD COLUMN public_id TEXT;
CREATE TRIGGER users_public_id AFTER INSERT ON users WHEN NEW.public_id IS NULL BEGIN
  UPDATE users SET public_id = lower(hex(randomblob(16))) WHERE id = NEW.id;
END;
