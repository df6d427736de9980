-- verdict: safe
-- hazard: none
-- why: a constant default is kept in the schema only, no row is written
--- schema
CREATE TABLE "invoices" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(20) NOT NULL UNIQUE, "amount" decimal NOT NULL);
--- data
INSERT INTO invoices (number, amount) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'R-' || n, n * 3 FROM g;
--- old
INSERT INTO "invoices" ("number", "amount") VALUES ('R-x', 12) RETURNING "id";
SELECT "id", "number", "amount" FROM "invoices" WHERE "number" = 'R-7';
UPDATE "invoices" SET "amount" = 9 WHERE "id" = 3 RETURNING "amount";
DELETE FROM "invoices" WHERE "id" = 4 RETURNING "number";
--- migration
ALTER TABLE "invoices" ADD COLUMN "currency" varchar(3) NOT NULL DEFAULT 'EUR' COLLATE NOCASE;
