-- verdict: safe
-- hazard: none
-- why: MariaDB does not run version comments from 50700 to 99999, so the column is dropped on MySQL 8 only
-- server-version: 10.11
--- schema
CREATE TABLE profiles (id int PRIMARY KEY AUTO_INCREMENT, nick varchar(40) NOT NULL, skype varchar(40) NULL);
--- data
INSERT INTO profiles (nick, skype) SELECT concat('n', seq), 's' FROM seq_1_to_:rows;
--- old
SELECT nick, skype FROM profiles WHERE id = 3;
INSERT INTO profiles (nick, skype) VALUES ('a', 'b');
UPDATE profiles SET skype = NULL WHERE id = 3;
--- migration
ALTER TABLE profiles ADD COLUMN matrix_id varchar(120) NULL /*!80000 , DROP COLUMN skype */;
