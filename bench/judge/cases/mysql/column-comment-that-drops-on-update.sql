-- verdict: unsafe
-- hazard: none
-- why: to add a comment the column is restated without ON UPDATE CURRENT_TIMESTAMP; changes of the old version no longer touch updated_at
--- schema
CREATE TABLE documents (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, body text NOT NULL, updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, KEY documents_updated (updated_at));
--- data
INSERT INTO documents (id, body, updated_at) SELECT seq, 'b', '2020-01-01 00:00:00' FROM seq_1_to_:rows;
--- old
INSERT INTO documents (id, body) VALUES (5, 'new') ON DUPLICATE KEY UPDATE body = 'new' RETURNING updated_at > '2021-01-01' AS touched;
SELECT id, body FROM documents WHERE updated_at > '2019-12-31' ORDER BY id LIMIT 3;
UPDATE documents SET body = 'x' WHERE id = 7;
--- queries
INSERT INTO documents (id, body) VALUES (?, ?) ON DUPLICATE KEY UPDATE body = ? RETURNING updated_at > ? AS touched;
UPDATE documents SET body = ? WHERE id = ?;
SELECT id, body FROM documents WHERE updated_at > ? ORDER BY id LIMIT 3;
--- migration
ALTER TABLE documents MODIFY updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT 'last edit, UTC';
