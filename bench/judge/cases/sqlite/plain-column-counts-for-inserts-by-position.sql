-- verdict: unsafe
-- hazard: none
-- why: the application inserts without a column list; with a fifth column four values are too few
--- schema
CREATE TABLE punches (badge TEXT NOT NULL, gate INTEGER NOT NULL, at INTEGER NOT NULL, dir TEXT NOT NULL DEFAULT 'in');
CREATE INDEX punches_badge ON punches (badge, at);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO punches SELECT 'b' || i, 1, i, 'in' FROM g;
--- old
INSERT INTO punches VALUES ('b1', 2, 77, 'out');
SELECT gate, at, dir FROM punches WHERE badge = 'b2' ORDER BY at DESC LIMIT 1;
--- queries
INSERT INTO punches VALUES (?, ?, ?, ?);
SELECT gate, at, dir FROM punches WHERE badge = ? ORDER BY at DESC LIMIT 1;
--- migration
ALTER TABLE punches ADD COLUMN source TEXT DEFAULT 'terminal';
