-- verdict: unsafe
-- hazard: none
-- why: names are matched without case, but the result column is spelt as in the schema: row.UserName is gone
--- schema
CREATE TABLE "Members" ("Id" INTEGER NOT NULL CONSTRAINT "PK_Members" PRIMARY KEY AUTOINCREMENT, "UserName" TEXT NOT NULL, "Score" INTEGER NOT NULL);
--- data
insert into "Members" ("UserName", "Score") select 'u' || g, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT "Id", "UserName" FROM "Members" WHERE "Id" = 3;
SELECT * FROM "Members" WHERE "UserName" = 'u4';
INSERT INTO "Members" ("UserName", "Score") VALUES ('x', 1);
--- queries
SELECT * FROM "Members" WHERE "UserName" = @p0;
SELECT "Id", "UserName" FROM "Members" WHERE "Id" = @p0
--- migration
ALTER TABLE "Members" RENAME COLUMN "UserName" TO "Username";
