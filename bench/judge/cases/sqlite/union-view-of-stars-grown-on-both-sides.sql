-- verdict: safe
-- hazard: none
-- why: both halves of the view get the same column in one transaction and the old version names its columns
--- schema
CREATE TABLE chat_recent (id INTEGER PRIMARY KEY, room TEXT NOT NULL, body TEXT);
CREATE TABLE chat_old (id INTEGER PRIMARY KEY, room TEXT NOT NULL, body TEXT);
CREATE VIEW chat AS SELECT * FROM chat_recent UNION ALL SELECT * FROM chat_old;
--- data
INSERT INTO chat_recent (room, body) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'r' || (n % 9), 'b' || n FROM g;
--- old
SELECT id, room, body FROM chat WHERE room = 'r3' ORDER BY id;
INSERT INTO chat_recent (room, body) VALUES ('r3', 'hi') RETURNING id;
DELETE FROM chat_recent WHERE id = 4;
INSERT INTO chat_old SELECT * FROM chat_recent WHERE id = 5;
--- queries
SELECT id, room, body FROM chat WHERE room = ? ORDER BY id;
INSERT INTO chat_recent (room, body) VALUES (?, ?) RETURNING id;
DELETE FROM chat_recent WHERE id = ?;
INSERT INTO chat_old SELECT * FROM chat_recent WHERE id = ?;
--- migration
BEGIN IMMEDIATE;
ALTER TABLE chat_recent ADD COLUMN edited_at TEXT;
ALTER TABLE chat_old ADD COLUMN edited_at TEXT;
COMMIT;
