-- verdict: unsafe
-- hazard: none
-- why: the application only calls the procedure, whose INSERT has no column list; with one column more the count does not match
--- schema
CREATE TABLE page_visits (page varchar(100) NOT NULL, visitor varchar(40) NOT NULL, seen_at datetime NOT NULL, KEY page_visits_page (page));
CREATE PROCEDURE log_visit(IN p varchar(100), IN v varchar(40)) INSERT INTO page_visits VALUES (p, v, NOW());
--- data
INSERT INTO page_visits SELECT concat('/', seq), 'v', '2024-01-01' FROM seq_1_to_:rows;
--- old
CALL log_visit('/home', 'v9');
SELECT visitor, seen_at FROM page_visits WHERE page = '/5';
--- queries
CALL log_visit(?, ?);
SELECT visitor, seen_at FROM page_visits WHERE page = ?;
--- migration
ALTER TABLE page_visits ADD COLUMN referrer varchar(255) NULL;
