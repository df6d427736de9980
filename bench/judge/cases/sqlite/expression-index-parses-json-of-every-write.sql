-- verdict: unsafe
-- hazard: scan
-- why: besides the locked build over all rows, a write of a payload that is not JSON now fails as malformed
--- schema
CREATE TABLE webhook_events (id INTEGER PRIMARY KEY, source TEXT NOT NULL, payload TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO webhook_events SELECT i, 's', '{"order":' || i || '}' FROM g;
--- old
INSERT INTO webhook_events (source, payload) VALUES ('ping', 'hello');
SELECT payload FROM webhook_events WHERE id = 3;
--- queries
INSERT INTO webhook_events (source, payload) VALUES ('ping', 'hello');
--- migration
CREATE INDEX webhook_events_order ON webhook_events (json_extract(payload, '$.order'));
