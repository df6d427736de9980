-- verdict: safe
-- hazard: none
-- why: json_valid comes first, so text that is not JSON gives NULL and no error
--- schema
CREATE TABLE inbox (id INTEGER PRIMARY KEY, raw TEXT NOT NULL, seen INT NOT NULL DEFAULT 0);
--- data
INSERT INTO inbox (raw) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'mail ' || n FROM g;
--- old
INSERT INTO inbox (raw) VALUES ('not json') RETURNING raw, seen;
INSERT INTO inbox (raw) VALUES ('{"from":"a"}') RETURNING raw, seen;
SELECT id, raw, seen FROM inbox WHERE id = 4;
UPDATE inbox SET seen = 1 WHERE id = 5 RETURNING raw;
--- queries
INSERT INTO inbox (raw) VALUES ('not json') RETURNING raw, seen;
SELECT id, raw, seen FROM inbox WHERE id = ?;
UPDATE inbox SET seen = 1 WHERE id = ? RETURNING raw;
--- migration
ALTER TABLE inbox ADD COLUMN sender TEXT AS (CASE WHEN json_valid(raw) THEN json_extract(raw, '$.from') END) VIRTUAL;
