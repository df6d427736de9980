-- verdict: unsafe
-- hazard: rewrite
-- why: Prisma swaps the enum by changing the column's type, which rewrites the table under ACCESS EXCLUSIVE
--- schema
create type "Role" as enum ('USER', 'ADMIN', 'GUEST');
create table "Member" (
  "id" serial primary key,
  "email" text not null,
  "role" "Role" not null default 'USER'
);
--- data
insert into "Member" ("email", "role") select 'm' || g, 'USER' from generate_series(1, :rows) g;
--- old
select "email", "role" from "Member" where "id" = 1;
insert into "Member" ("email") values ('n');
insert into "Member" ("email", "role") values ('n', 'GUEST');
update "Member" set "role" = 'ADMIN' where "id" = 2;
--- migration
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "Member" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "Member" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "Member" ALTER COLUMN "role" SET DEFAULT 'USER';
COMMIT;
