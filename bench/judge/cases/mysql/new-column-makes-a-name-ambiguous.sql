-- verdict: unsafe
-- hazard: none
-- why: the recorded join reads state without a table; with a state in both tables the name is ambiguous
--- schema
CREATE TABLE shipments (id int PRIMARY KEY AUTO_INCREMENT, carrier_id int NOT NULL, state varchar(10) NOT NULL DEFAULT 'new');
CREATE TABLE carriers (id int PRIMARY KEY AUTO_INCREMENT, label varchar(40) NOT NULL);
--- data
INSERT INTO carriers (label) SELECT concat('c', seq) FROM seq_1_to_:rows;
INSERT INTO shipments (carrier_id) SELECT seq FROM seq_1_to_:rows;
--- old
SELECT shipments.id, label, state FROM shipments JOIN carriers ON carriers.id = carrier_id WHERE shipments.id = 6;
INSERT INTO carriers (label) VALUES ('dhl');
INSERT INTO shipments (carrier_id) VALUES (6);
--- queries
SELECT shipments.id, label, state FROM shipments JOIN carriers ON carriers.id = carrier_id WHERE shipments.id = ?;
INSERT INTO carriers (label) VALUES (?);
INSERT INTO shipments (carrier_id) VALUES (?);
--- migration
ALTER TABLE carriers ADD COLUMN state varchar(10) NOT NULL DEFAULT 'active';
