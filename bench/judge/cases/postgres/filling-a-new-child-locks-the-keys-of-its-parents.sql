-- verdict: unsafe
-- hazard: lock
-- why: the new table is free, but each row put into it holds a key share lock on its user, so deletes of users wait for the whole copy
--- schema
CREATE TABLE users (id integer PRIMARY KEY, login text NOT NULL UNIQUE, bio text);
--- data
INSERT INTO users SELECT g, 'u' || g, 'hello' FROM generate_series(1, :rows) g;
--- old
SELECT id, login, bio FROM users WHERE login = 'u5';
INSERT INTO users (id, login) VALUES (-1, 'neu');
UPDATE users SET bio = 'x' WHERE id = 5;
UPDATE users SET login = 'renamed' WHERE id = 6;
DELETE FROM users WHERE id = 7;
--- migration
CREATE TABLE profiles (user_id integer PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE, bio text);
INSERT INTO profiles (user_id, bio) SELECT id, bio FROM users;
