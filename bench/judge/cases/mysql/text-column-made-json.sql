-- verdict: unsafe
-- hazard: rewrite
-- why: in MariaDB JSON is longtext with a check; the check copies the table and refuses what is not JSON
--- schema
CREATE TABLE webhook_calls (id int PRIMARY KEY AUTO_INCREMENT, url varchar(200) NOT NULL, payload longtext NULL);
--- data
INSERT INTO webhook_calls (url, payload) SELECT 'https://x', '{"a":1}' FROM seq_1_to_:rows;
--- old
INSERT INTO webhook_calls (url, payload) VALUES ('https://y', 'ping=1&pong=2');
SELECT url, payload FROM webhook_calls WHERE id = 2;
UPDATE webhook_calls SET payload = '' WHERE id = 2;
--- migration
ALTER TABLE webhook_calls MODIFY payload json NULL;
