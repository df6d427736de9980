-- verdict: unsafe
-- hazard: scan
-- why: no row will be in the index, but every row is read to find that out
--- schema
CREATE TABLE "Message" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "authorId" INTEGER NOT NULL, "text" TEXT NOT NULL);
--- data
INSERT INTO "Message" ("authorId", "text") with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 'text ' || n FROM g;
--- old
INSERT INTO "Message" ("authorId", "text") VALUES (1, 'x') RETURNING "id";
SELECT "id", "text" FROM "Message" WHERE "id" = 6;
DELETE FROM "Message" WHERE "id" = 6;
--- migration
-- AlterTable
ALTER TABLE "Message" ADD COLUMN "flaggedAt" DATETIME;

-- CreateIndex
CREATE INDEX "Message_flaggedAt_idx" ON "Message"("flaggedAt") WHERE "flaggedAt" IS NOT NULL;
