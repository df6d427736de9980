-- verdict: safe
-- hazard: none
-- why: a constant default lives in the schema only; the rows are not visited and the old inserts take the default
--- schema
CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sku" varchar(40) NOT NULL UNIQUE, "price" decimal NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO shop_product SELECT i, 'sku' || i, i FROM g;
--- old
SELECT "id", "sku", "price" FROM "shop_product" WHERE "sku" = 'sku5' LIMIT 21;
INSERT INTO "shop_product" ("sku", "price") VALUES ('new', 3) RETURNING "id";
UPDATE "shop_product" SET "price" = 4 WHERE "id" = 5;
DELETE FROM "shop_product" WHERE "id" IN (5);
--- migration
ALTER TABLE "shop_product" ADD COLUMN "is_listed" bool NOT NULL DEFAULT 1;
