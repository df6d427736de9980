-- verdict: unsafe
-- hazard: lock
-- why: the last batch has no upper bound, and all of them hold the write lock until COMMIT
--- schema
CREATE TABLE "blog_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "headline" varchar(200) NOT NULL, "slug" varchar(80) NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO blog_entry SELECT i, 'h' || i, 's' || i FROM g;
--- old
SELECT "id", "headline", "slug" FROM "blog_entry" WHERE "id" = 5;
INSERT INTO "blog_entry" ("headline", "slug") VALUES ('Hello', 'hello');
UPDATE "blog_entry" SET "headline" = 'x' WHERE "id" = 5;
--- migration
BEGIN;
ALTER TABLE "blog_entry" ADD COLUMN "path" varchar(120) NULL;
UPDATE "blog_entry" SET "path" = '/blog/' || "slug" WHERE "id" BETWEEN 1 AND 1000;
UPDATE "blog_entry" SET "path" = '/blog/' || "slug" WHERE "id" BETWEEN 1001 AND 2000;
UPDATE "blog_entry" SET "path" = '/blog/' || "slug" WHERE "id" > 2000;
COMMIT;
