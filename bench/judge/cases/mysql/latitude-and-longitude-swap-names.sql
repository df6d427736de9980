-- verdict: unsafe
-- hazard: none
-- why: both names are there afterwards and nothing fails, but each one gives the value of the other
--- schema
CREATE TABLE depots (id int PRIMARY KEY AUTO_INCREMENT, label varchar(40) NOT NULL, lat decimal(9,6) NOT NULL, lng decimal(9,6) NOT NULL);
--- data
INSERT INTO depots (label, lat, lng) SELECT concat('d', seq), 47 + seq / 100000, 15 + seq / 100000 FROM seq_1_to_:rows;
--- old
SELECT label, lat, lng FROM depots WHERE id = 3;
INSERT INTO depots (label, lat, lng) VALUES ('Graz', 47.07, 15.43);
--- migration
ALTER TABLE depots RENAME COLUMN lat TO lng, RENAME COLUMN lng TO lat;
