-- verdict: safe
-- hazard: none
-- why: unquoted Session folds to session, which does not exist; the table of the schema is "Session" and stays
--- schema
CREATE TABLE "Session" ("id" TEXT PRIMARY KEY, "userId" TEXT NOT NULL, "expires" TIMESTAMP(3) NOT NULL);
--- data
INSERT INTO "Session" SELECT 's' || g, 'u' || g, '2030-01-01' FROM generate_series(1, :rows) g;
--- old
SELECT "id", "userId", "expires"::text FROM "Session" WHERE "id" = 's5';
INSERT INTO "Session" ("id", "userId", "expires") VALUES ('n', 'u', '2030-02-02');
DELETE FROM "Session" WHERE "id" = 's6';
--- migration
DROP TABLE IF EXISTS Session CASCADE;
