-- verdict: unsafe
-- hazard: none
-- why: nobody signs in as the old owner any more, but the view runs with its rights and cannot be read without it
-- role: portal_app
--- schema
CREATE TABLE contracts (id int PRIMARY KEY, party varchar(80) NOT NULL, fee int NOT NULL);
CREATE OR REPLACE USER former_owner;
GRANT SELECT ON contracts TO former_owner;
CREATE DEFINER = former_owner SQL SECURITY DEFINER VIEW contract_parties AS SELECT id, party FROM contracts;
CREATE USER portal_app;
GRANT SELECT ON contract_parties TO portal_app;
--- data
INSERT INTO contracts SELECT seq, concat('p', seq), 100 FROM seq_1_to_:rows;
--- old
SELECT id, party FROM contract_parties WHERE id = 4;
--- migration
DROP USER IF EXISTS former_owner;
