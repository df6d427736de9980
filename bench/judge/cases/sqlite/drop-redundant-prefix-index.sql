-- verdict: safe
-- hazard: none
-- why: a plain index that no statement names; the wider index still serves the lookups
--- schema
CREATE TABLE comments (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, post_id INTEGER NOT NULL, created_at DATETIME NOT NULL, body TEXT);
CREATE INDEX index_comments_on_post_id ON comments (post_id);
CREATE INDEX index_comments_on_post_id_and_created_at ON comments (post_id, created_at);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO comments SELECT i, i % 50, i, 'b' FROM g;
--- old
SELECT "comments"."id", "comments"."body" FROM "comments" WHERE "comments"."post_id" = 3 ORDER BY "comments"."created_at" ASC LIMIT 5;
INSERT INTO "comments" ("post_id", "created_at", "body") VALUES (3, 1, 'x') RETURNING "id";
DELETE FROM "comments" WHERE "comments"."id" = 7;
--- migration
DROP INDEX "index_comments_on_post_id";
