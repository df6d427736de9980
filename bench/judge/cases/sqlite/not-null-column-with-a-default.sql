-- verdict: safe
-- hazard: none
-- why: the default is read from the schema, no row is touched, and the table has no CHECK
--- schema
CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "price" decimal NOT NULL);
--- data
insert into "shop_product" ("title", "price") select 'p' || g, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
INSERT INTO "shop_product" ("title", "price") VALUES ('x', '9.99');
SELECT "shop_product"."id", "shop_product"."title", "shop_product"."price" FROM "shop_product" WHERE "shop_product"."id" = 4;
UPDATE "shop_product" SET "title" = 'y', "price" = '1' WHERE "shop_product"."id" = 4;
--- migration
ALTER TABLE "shop_product" ADD COLUMN "is_public" bool DEFAULT 1 NOT NULL;
