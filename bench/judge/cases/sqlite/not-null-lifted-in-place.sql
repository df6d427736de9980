-- verdict: safe
-- hazard: none
-- why: ALTER COLUMN DROP NOT NULL changes the text of the schema only; no rebuild
-- server-version: 3.53
--- schema
CREATE TABLE "Parcel" ("id" TEXT NOT NULL PRIMARY KEY, "receiver" TEXT NOT NULL, "phone" TEXT NOT NULL DEFAULT '');
--- data
insert into "Parcel" select 'p' || g, 'r' || g, '0' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
INSERT INTO "Parcel" ("id", "receiver", "phone") VALUES ('n', 'x', '1');
INSERT INTO "Parcel" ("id", "receiver") VALUES ('n', 'x') RETURNING "phone";
SELECT "receiver", "phone" FROM "Parcel" WHERE "id" = 'p4';
--- migration
ALTER TABLE "Parcel" ALTER COLUMN "phone" DROP NOT NULL;
