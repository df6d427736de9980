-- verdict: safe
-- hazard: none
-- why: a conflict target without COLLATE matches a unique index of any collation, so the NOCASE one, which is stricter, serves the upsert
--- schema
CREATE TABLE profiles (id INTEGER PRIMARY KEY, handle TEXT NOT NULL, bio TEXT);
CREATE UNIQUE INDEX profiles_handle_key ON profiles (handle);
CREATE UNIQUE INDEX profiles_handle_nocase_key ON profiles (handle COLLATE NOCASE);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO profiles SELECT i, 'h' || i, NULL FROM g;
--- old
INSERT INTO profiles (handle, bio) VALUES ('h5', 'hi') ON CONFLICT (handle) DO UPDATE SET bio = excluded.bio RETURNING id;
SELECT id, handle, bio FROM profiles WHERE handle = 'h9';
UPDATE profiles SET bio = 'x' WHERE id = 9;
--- queries
INSERT INTO profiles (handle, bio) VALUES ('h5', 'hi') ON CONFLICT (handle) DO UPDATE SET bio = excluded.bio;
--- migration
-- the case-insensitive index covers this one
DROP INDEX profiles_handle_key;
