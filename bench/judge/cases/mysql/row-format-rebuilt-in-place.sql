-- verdict: safe
-- hazard: none
-- why: the table is built anew, but in place and with writes going on
--- schema
CREATE TABLE sessions (token char(40) NOT NULL PRIMARY KEY, user_id int NOT NULL, data blob NOT NULL) ENGINE=InnoDB ROW_FORMAT=COMPACT;
--- data
INSERT INTO sessions SELECT concat('t', seq), seq, 'd' FROM seq_1_to_:rows;
--- old
SELECT user_id FROM sessions WHERE token = 't5';
INSERT INTO sessions (token, user_id, data) VALUES ('n', 3, 'x');
UPDATE sessions SET user_id = 9 WHERE token = 't5';
DELETE FROM sessions WHERE token = 't5';
--- migration
ALTER TABLE sessions ROW_FORMAT = DYNAMIC;
