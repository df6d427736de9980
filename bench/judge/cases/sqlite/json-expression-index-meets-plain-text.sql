-- verdict: unsafe
-- hazard: scan
-- why: building it reads the table, and from then on each INSERT evaluates json_extract, which fails on a payload that is not JSON
--- schema
CREATE TABLE webhooks (id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, payload TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO webhooks SELECT i, i, '{"type":"t' || (i % 4) || '"}' FROM g;
--- old
INSERT INTO webhooks (received_at, payload) VALUES (1, 'ping');
SELECT id, received_at, payload FROM webhooks WHERE id = 5;
DELETE FROM webhooks WHERE id = 5;
--- queries
INSERT INTO webhooks (received_at, payload) VALUES (1, 'ping');
--- migration
CREATE INDEX webhooks_type ON webhooks (json_extract(payload, '$.type'));
