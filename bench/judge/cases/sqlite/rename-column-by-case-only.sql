-- verdict: unsafe
-- hazard: none
-- why: SQL does not mind the case, but a result's column is called as the schema spells it, and the application reads row.Email
--- schema
CREATE TABLE "AspNetUsers" ("Id" TEXT NOT NULL PRIMARY KEY, "Email" TEXT);
--- data
INSERT INTO AspNetUsers with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'i' || n, 'e' || n FROM g;
--- old
SELECT Id, Email FROM AspNetUsers WHERE Id = 'i4';
INSERT INTO AspNetUsers (Id, Email) VALUES ('x', 'y');
--- queries
SELECT Id, Email FROM AspNetUsers WHERE Id = ?;
INSERT INTO AspNetUsers (Id, Email) VALUES (?, ?);
--- migration
ALTER TABLE "AspNetUsers" RENAME COLUMN "Email" TO "email";
