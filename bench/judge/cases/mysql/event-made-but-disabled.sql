-- verdict: safe
-- hazard: none
-- why: the event would delete drafts, but it is made DISABLE and nobody runs it
--- schema
CREATE TABLE drafts (id int PRIMARY KEY AUTO_INCREMENT, body text NOT NULL, saved_at datetime NOT NULL);
--- data
INSERT INTO drafts (body, saved_at) SELECT 'b', '2020-01-01' FROM seq_1_to_:rows;
--- old
SELECT body FROM drafts WHERE id = 3;
INSERT INTO drafts (body, saved_at) VALUES ('x', '2024-01-01');
UPDATE drafts SET body = 'y' WHERE id = 3;
--- migration
CREATE EVENT purge_drafts ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM drafts WHERE saved_at < NOW() - INTERVAL 90 DAY;
