-- verdict: unsafe
-- hazard: rewrite
-- why: the session asks for the copy algorithm, so even a nullable column at the end copies the table
--- schema
CREATE TABLE readings (id int PRIMARY KEY AUTO_INCREMENT, sensor_id int NOT NULL, value double NOT NULL, KEY sensor (sensor_id));
--- data
INSERT INTO readings (sensor_id, value) SELECT seq % 9, seq FROM seq_1_to_:rows;
--- old
INSERT INTO readings (sensor_id, value) VALUES (4, 2.5);
SELECT avg(value) FROM readings WHERE sensor_id = 4;
DELETE FROM readings WHERE id = 4;
--- migration
SET SESSION alter_algorithm = 'COPY';
ALTER TABLE readings ADD COLUMN unit varchar(8) NULL;
