-- verdict: safe
-- hazard: none
-- why: the read-only view keeps its columns by name and meaning and gets one more at the end
-- transaction: yes
--- schema
CREATE TABLE rooms (id INTEGER PRIMARY KEY, floor INTEGER NOT NULL, beds INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0);
CREATE VIEW open_rooms AS SELECT id, floor FROM rooms WHERE closed = 0;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO rooms SELECT i, i % 5, 2, i % 2 FROM g;
--- old
SELECT id, floor FROM open_rooms WHERE id < 9 ORDER BY id;
INSERT INTO rooms (floor, beds) VALUES (1, 3);
UPDATE rooms SET closed = 1 WHERE id = 2;
--- queries
SELECT id, floor FROM open_rooms WHERE id < ? ORDER BY id;
--- migration
DROP VIEW IF EXISTS open_rooms;
CREATE VIEW open_rooms AS SELECT id, floor, beds FROM rooms WHERE NOT closed;
