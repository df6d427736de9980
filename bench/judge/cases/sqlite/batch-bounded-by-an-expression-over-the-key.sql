-- verdict: unsafe
-- hazard: scan
-- why: id + 0 cannot use the key, so each batch reads the whole table
--- schema
CREATE TABLE "messages_message" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "body" text NOT NULL, "lang" varchar(5) NULL, "detected" varchar(5) NULL);
--- data
insert into "messages_message" ("body") select 'hello number ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT "id", "body" FROM "messages_message" WHERE "id" = 50;
INSERT INTO "messages_message" ("body", "lang", "detected") VALUES ('x', 'de', NULL);
--- migration
UPDATE "messages_message" SET "detected" = "lang" WHERE CAST("id" AS INTEGER) + 0 <= 1000 AND "lang" IS NOT NULL;
