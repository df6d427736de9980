-- verdict: unsafe
-- hazard: data-loss
-- why: the new table has no notes, so the values are gone with the old one; it is a DROP COLUMN in disguise
-- transaction: yes
--- schema
CREATE TABLE "crm_lead" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "notes" text NOT NULL, "owner_id" integer NULL);
CREATE INDEX "crm_lead_owner_id_1f" ON "crm_lead" ("owner_id");
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO crm_lead SELECT i, 'n' || i, 'note ' || i, i % 9 FROM g;
--- old
SELECT "crm_lead"."id", "crm_lead"."name", "crm_lead"."notes", "crm_lead"."owner_id" FROM "crm_lead" WHERE "crm_lead"."id" = 5;
INSERT INTO "crm_lead" ("name", "notes", "owner_id") VALUES ('a', '', NULL) RETURNING "crm_lead"."id";
--- migration
CREATE TABLE "new__crm_lead" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "owner_id" integer NULL);
INSERT INTO "new__crm_lead" ("id", "name", "owner_id") SELECT "id", "name", "owner_id" FROM "crm_lead";
DROP TABLE "crm_lead";
ALTER TABLE "new__crm_lead" RENAME TO "crm_lead";
CREATE INDEX "crm_lead_owner_id_1f" ON "crm_lead" ("owner_id");
