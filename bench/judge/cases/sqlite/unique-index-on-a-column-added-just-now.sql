-- verdict: unsafe
-- hazard: scan
-- why: all values are NULL and refuse nobody, but the index is still built from every row of the table under the lock
-- transaction: yes
--- schema
CREATE TABLE "patients" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "last_name" varchar NOT NULL, "created_at" datetime(6) NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO patients SELECT i, 'l' || i, '2024-01-01' FROM g;
--- old
INSERT INTO "patients" ("last_name", "created_at") VALUES ('Roe', '2024-05-05') RETURNING "id";
SELECT "patients"."id", "patients"."last_name" FROM "patients" WHERE "patients"."id" = 4 LIMIT 1;
--- migration
ALTER TABLE "patients" ADD "insurance_no" varchar;
CREATE UNIQUE INDEX "index_patients_on_insurance_no" ON "patients" ("insurance_no");
