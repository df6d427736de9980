-- verdict: unsafe
-- hazard: data-loss
-- why: REPLACE deletes the row that is there and writes a new one; the value an admin set goes back to its default
--- schema
CREATE TABLE settings (name varchar(60) NOT NULL PRIMARY KEY, label varchar(100) NOT NULL, value text NULL);
--- data
INSERT INTO settings SELECT concat('opt', seq), 'l', 'set by hand' FROM seq_1_to_:rows;
INSERT INTO settings VALUES ('mail.sender', 'Sender', 'shop@example.org');
--- old
SELECT value FROM settings WHERE name = 'mail.sender';
UPDATE settings SET value = 'x' WHERE name = 'mail.sender';
--- migration
REPLACE INTO settings (name, label) VALUES ('mail.sender', 'Sender address'), ('mail.reply_to', 'Reply address');
