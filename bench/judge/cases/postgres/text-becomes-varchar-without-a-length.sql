-- verdict: safe
-- hazard: none
-- why: text and varchar are binary-coercible, no length is to be checked and the index is kept
--- schema
create table "Comment" (
  "id" serial not null,
  "authorName" text not null,
  "body" text not null,
  constraint "Comment_pkey" primary key ("id")
);
create index "Comment_authorName_idx" on "Comment" ("authorName");
--- data
insert into "Comment" ("authorName", "body") select 'a' || g, 'b' from generate_series(1, :rows) g;
--- old
select "id", "authorName", "body" from "Comment" where "authorName" = 'a10';
insert into "Comment" ("authorName", "body") values ('z', 'hello');
update "Comment" set "body" = 'edited' where "id" = 1;
delete from "Comment" where "id" = 2;
--- migration
ALTER TABLE "Comment" ALTER COLUMN "authorName" SET DATA TYPE VARCHAR;
