-- verdict: unsafe
-- hazard: none
-- why: the nickname may be cleared, but the audit table takes no NULL, so such an UPDATE fails inside the trigger
--- schema
CREATE TABLE players (id INTEGER PRIMARY KEY, handle TEXT NOT NULL, nickname TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO players SELECT i, 'h' || i, 'n' || i FROM g;
--- old
UPDATE players SET nickname = NULL WHERE id = 4;
UPDATE players SET nickname = 'Ace' WHERE id = 4;
SELECT handle, nickname FROM players WHERE id = 4;
INSERT INTO players (handle) VALUES ('zoe');
--- queries
UPDATE players SET nickname = NULL WHERE id = ?;
--- migration
CREATE TABLE player_log (at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, player_id INTEGER NOT NULL, nickname TEXT NOT NULL);
CREATE TRIGGER players_log AFTER UPDATE OF nickname ON players BEGIN
  INSERT INTO player_log (player_id, nickname) VALUES (NEW.id, NEW.nickname);
END;
