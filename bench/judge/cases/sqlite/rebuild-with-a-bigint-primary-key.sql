-- verdict: unsafe
-- hazard: rewrite
-- why: only INTEGER PRIMARY KEY is the rowid; with BIGINT an INSERT without id stores NULL as its id
--- schema
CREATE TABLE "Comment" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "postId" INTEGER NOT NULL, "text" TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO "Comment" SELECT i, i, 'c' || i FROM g;
--- old
INSERT INTO "Comment" ("postId", "text") VALUES (3, 'Nice') RETURNING "id" IS NOT NULL AS ok;
SELECT "id", "postId", "text" FROM "Comment" WHERE "id" = 4;
DELETE FROM "Comment" WHERE "id" = 4;
--- migration
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Comment" ("id" BIGINT PRIMARY KEY, "postId" BIGINT NOT NULL, "text" TEXT NOT NULL);
INSERT INTO "new_Comment" ("id", "postId", "text") SELECT "id", "postId", "text" FROM "Comment";
DROP TABLE "Comment";
ALTER TABLE "new_Comment" RENAME TO "Comment";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
