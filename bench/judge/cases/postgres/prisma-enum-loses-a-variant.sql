-- verdict: unsafe
-- hazard: rewrite
-- why: the column is rewritten to the new type, and the old version still writes GUEST
--- schema
CREATE TYPE "Role" AS ENUM ('ADMIN', 'MEMBER', 'GUEST');
CREATE TABLE "Membership" (
  "id" SERIAL PRIMARY KEY,
  "userId" INTEGER NOT NULL,
  "role" "Role" NOT NULL DEFAULT 'MEMBER'
);
--- data
insert into "Membership" ("userId", "role") select g, 'MEMBER' from generate_series(1, :rows) g;
--- old
select "id", "userId", "role" from "Membership" where "id" = 1;
insert into "Membership" ("userId", "role") values (1, 'GUEST');
update "Membership" set "role" = 'ADMIN' where "id" = 2;
--- migration
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('ADMIN', 'MEMBER');
ALTER TABLE "Membership" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "Membership" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "Membership" ALTER COLUMN "role" SET DEFAULT 'MEMBER';
COMMIT;
