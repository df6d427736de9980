-- verdict: safe
-- hazard: none
-- why: CREATE OR REPLACE changes the trigger without a moment between; it still lowers the address and also writes to a table made here
--- schema
CREATE TABLE mail_users (id int PRIMARY KEY AUTO_INCREMENT, email varchar(120) NOT NULL);
CREATE TRIGGER mail_users_bi BEFORE INSERT ON mail_users FOR EACH ROW SET NEW.email = LOWER(NEW.email);
--- data
INSERT INTO mail_users (email) SELECT concat('u', seq) FROM seq_1_to_:rows;
--- old
INSERT INTO mail_users (email) VALUES ('ANN@example.org') RETURNING BINARY email = 'ann@example.org' AS lowered;
SELECT email FROM mail_users WHERE id = 3;
DELETE FROM mail_users WHERE id = 3;
--- migration
CREATE TABLE mail_user_log (id bigint PRIMARY KEY AUTO_INCREMENT, email varchar(120) NOT NULL, at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP);
DELIMITER //
CREATE OR REPLACE TRIGGER mail_users_bi BEFORE INSERT ON mail_users FOR EACH ROW
BEGIN
  SET NEW.email = LOWER(NEW.email);
  INSERT INTO mail_user_log (email) VALUES (NEW.email);
END//
DELIMITER ;
