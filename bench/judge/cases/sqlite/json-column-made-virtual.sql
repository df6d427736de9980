-- verdict: unsafe
-- hazard: none
-- why: INSERT works out virtual columns too, so text that is not JSON can no longer be inserted
--- schema
CREATE TABLE webhooks (id INTEGER PRIMARY KEY, payload TEXT NOT NULL);
--- data
INSERT INTO webhooks (payload) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT '{"type":"t' || n || '"}' FROM g;
--- old
INSERT INTO webhooks (payload) VALUES ('ping');
SELECT id, payload FROM webhooks WHERE id = 4;
UPDATE webhooks SET payload = '{}' WHERE id = 5;
DELETE FROM webhooks WHERE id = 6;
--- queries
INSERT INTO webhooks (payload) VALUES ('ping');
SELECT id, payload FROM webhooks WHERE id = ?;
UPDATE webhooks SET payload = ? WHERE id = ?;
DELETE FROM webhooks WHERE id = ?;
--- migration
ALTER TABLE webhooks ADD COLUMN type TEXT AS (json_extract(payload, '$.type')) VIRTUAL;
