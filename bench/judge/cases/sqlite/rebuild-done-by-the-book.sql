-- verdict: unsafe
-- hazard: rewrite
-- why: nothing is lost and every index and trigger is made again, but the whole table is copied under the write lock
--- schema
CREATE TABLE "books_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "isbn" varchar(13) NOT NULL, "pages" integer NOT NULL CHECK ("pages" > 0));
CREATE UNIQUE INDEX "books_book_isbn_uniq" ON "books_book" ("isbn");
CREATE TABLE "books_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "book_id" integer NOT NULL);
CREATE TRIGGER books_book_ai AFTER INSERT ON books_book BEGIN INSERT INTO books_log (book_id) VALUES (NEW.id); END;
--- data
INSERT INTO books_book (isbn, pages) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'i' || n, n FROM g;
--- old
SELECT "id", "isbn", "pages" FROM "books_book" WHERE "isbn" = 'i4';
INSERT INTO "books_book" ("isbn", "pages") VALUES ('x', 4) RETURNING "id";
--- migration
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__books_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "isbn" varchar(13) NOT NULL, "pages" integer NOT NULL);
INSERT INTO "new__books_book" ("id", "isbn", "pages") SELECT "id", "isbn", "pages" FROM "books_book";
DROP TABLE "books_book";
ALTER TABLE "new__books_book" RENAME TO "books_book";
CREATE UNIQUE INDEX "books_book_isbn_uniq" ON "books_book" ("isbn");
CREATE TRIGGER books_book_ai AFTER INSERT ON books_book BEGIN INSERT INTO books_log (book_id) VALUES (NEW.id); END;
COMMIT;
PRAGMA foreign_keys = ON;
