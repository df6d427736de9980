-- verdict: safe
-- hazard: none
-- why: the table is new and empty; deletes of a device take its rows along and are never refused
--- schema
CREATE TABLE devices (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, serial varchar(40) NOT NULL, UNIQUE KEY (serial));
--- data
INSERT INTO devices (serial) SELECT concat('s', seq) FROM seq_1_to_:rows;
--- old
SELECT id FROM devices WHERE serial = 's8';
INSERT INTO devices (serial) VALUES ('new');
UPDATE devices SET serial = 'z' WHERE id = 8;
DELETE FROM devices WHERE id = 8;
--- migration
CREATE TABLE device_alerts (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, device_id int unsigned NOT NULL, message varchar(200) NOT NULL);
ALTER TABLE device_alerts ADD CONSTRAINT device_alerts_device_id_foreign FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE CASCADE;
CREATE INDEX device_alerts_message ON device_alerts (message);
