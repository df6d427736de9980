-- verdict: unsafe
-- hazard: scan
-- why: all indexes are built again from their tables while writers are locked out
--- schema
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL COLLATE NOCASE);
CREATE INDEX words_word ON words (word);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO words SELECT i, 'w' || i FROM g;
--- old
SELECT id FROM words WHERE word = 'W7';
INSERT INTO words (word) VALUES ('Zed');
--- migration
REINDEX words;
