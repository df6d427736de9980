-- verdict: unsafe
-- hazard: data-loss
-- why: the type STRING has NUMERIC affinity, so '0412' is stored as 412 when it is copied
--- schema
CREATE TABLE addresses (id INTEGER PRIMARY KEY, street VARCHAR(80) NOT NULL, zip VARCHAR(10) NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO addresses SELECT i, 's' || i, printf('%05d', i) FROM g;
--- old
SELECT id, street, zip FROM addresses WHERE id = 5;
SELECT id FROM addresses WHERE zip = '00007';
INSERT INTO addresses (street, zip) VALUES ('Ring 1', '01010') RETURNING zip;
UPDATE addresses SET zip = '04000' WHERE id = 5;
--- queries
INSERT INTO addresses (street, zip) VALUES ('Ring 1', '01010');
--- migration
CREATE TABLE addresses_new (id INTEGER PRIMARY KEY, street STRING NOT NULL, zip STRING NOT NULL, country STRING NOT NULL DEFAULT 'AT');
INSERT INTO addresses_new (id, street, zip) SELECT id, street, zip FROM addresses;
DROP TABLE addresses;
ALTER TABLE addresses_new RENAME TO addresses;
