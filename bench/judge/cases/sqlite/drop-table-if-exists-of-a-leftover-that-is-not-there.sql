-- verdict: safe
-- hazard: none
-- why: there is no table "new_Subscription" (Prisma's scratch name), so nothing is dropped; the column is added at once
--- schema
CREATE TABLE "Subscription" ("id" TEXT NOT NULL PRIMARY KEY, "plan" TEXT NOT NULL, "seats" INTEGER NOT NULL DEFAULT 1);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO "Subscription" SELECT 's' || i, 'pro', i % 5 FROM g;
--- old
SELECT "id", "plan", "seats" FROM "Subscription" WHERE "id" = 's4';
INSERT INTO "Subscription" ("id", "plan") VALUES ('x', 'free') RETURNING "id", "seats";
UPDATE "Subscription" SET "seats" = 9 WHERE "id" = 's4' RETURNING "seats";
--- migration
DROP TABLE IF EXISTS "new_Subscription";
ALTER TABLE "Subscription" ADD COLUMN "trialEndsAt" DATETIME;
