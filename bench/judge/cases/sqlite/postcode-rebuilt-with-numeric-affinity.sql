-- verdict: unsafe
-- hazard: data-loss
-- why: the copy into an INTEGER column turns 01067 into 1067
--- schema
CREATE TABLE addresses (id INTEGER PRIMARY KEY, street TEXT NOT NULL, postcode VARCHAR(10) NOT NULL);
--- data
insert into addresses select g, 's' || g, printf('%05d', g) from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT postcode FROM addresses WHERE id = 17;
SELECT id FROM addresses WHERE postcode = '00017';
INSERT INTO addresses (street, postcode) VALUES ('s', '01067');
--- migration
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE "new_addresses" ("id" INTEGER PRIMARY KEY, "street" TEXT NOT NULL, "postcode" INT NOT NULL);
INSERT INTO "new_addresses" ("id", "street", "postcode") SELECT "id", "street", "postcode" FROM "addresses";
DROP TABLE "addresses";
ALTER TABLE "new_addresses" RENAME TO "addresses";
COMMIT;
PRAGMA foreign_keys=ON;
