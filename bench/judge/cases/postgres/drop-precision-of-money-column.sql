-- verdict: safe
-- hazard: none
-- why: numeric(8,2) to plain numeric needs no rewrite, and what the old version writes fits
--- schema
create table "OrderLine" (
  "id" serial primary key,
  "sku" text not null,
  "unitPrice" numeric(8,2) not null
);
--- data
insert into "OrderLine" ("sku", "unitPrice") select 'S' || g, 9.50 from generate_series(1, :rows) g;
--- old
select "id", "sku", "unitPrice" from "OrderLine" where "id" = 1;
insert into "OrderLine" ("sku", "unitPrice") values ('X', 12.25);
update "OrderLine" set "unitPrice" = 10.00 where "id" = 2;
--- migration
ALTER TABLE "OrderLine" ALTER COLUMN "unitPrice" TYPE numeric;
