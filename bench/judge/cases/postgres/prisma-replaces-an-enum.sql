-- verdict: unsafe
-- hazard: rewrite
-- why: what Prisma writes to remove an unused enum value converts the column through text and rewrites the table
--- schema
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'GUEST');
CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "email" TEXT NOT NULL, "role" "Role" NOT NULL DEFAULT 'USER');
--- data
INSERT INTO "User" ("email") SELECT 'e' || g FROM generate_series(1, :rows) g;
--- old
SELECT "id", "email", "role"::text FROM "public"."User" WHERE "id" = 4;
INSERT INTO "public"."User" ("email", "role") VALUES ('x', 'ADMIN');
INSERT INTO "public"."User" ("email", "role") VALUES ('x', CAST('GUEST'::text AS "public"."Role"));
--- migration
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
COMMIT;
