-- verdict: unsafe
-- hazard: none
-- why: the old version relies on the trigger to lower the address; without it the row reads otherwise
--- schema
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, age INTEGER, active INTEGER NOT NULL DEFAULT 1);
CREATE TRIGGER users_lower_email AFTER INSERT ON users BEGIN
  UPDATE users SET email = lower(trim(NEW.email)) WHERE id = NEW.id;
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO users SELECT i, 'e' || i, 'n', 30, 1 FROM g;
--- old
INSERT INTO users (email, name, age) VALUES (' Kim@X.org', 'Kim', 4);
SELECT email, name FROM users WHERE id = 5;
--- migration
DROP TRIGGER IF EXISTS users_lower_email;
