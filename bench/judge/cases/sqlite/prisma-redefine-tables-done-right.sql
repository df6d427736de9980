-- verdict: unsafe
-- hazard: rewrite
-- why: nothing is lost and the old statements fit, but every row is copied while the database is locked
--- schema
CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "email" TEXT NOT NULL, "nick" TEXT);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO "User" SELECT i, 'e' || i, 'n' FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO "Post" SELECT i, i FROM g;
--- old
SELECT "id", "email", "nick" FROM "User" WHERE "email" = 'e3' LIMIT 1;
INSERT INTO "User" ("email", "nick") VALUES ('q', NULL) RETURNING "id";
SELECT "id", "authorId" FROM "Post" WHERE "authorId" = 3;
DELETE FROM "User" WHERE "id" = 3;
--- migration
-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "nick" TEXT DEFAULT 'anonymous'
);
INSERT INTO "new_User" ("email", "id", "nick") SELECT "email", "id", "nick" FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
