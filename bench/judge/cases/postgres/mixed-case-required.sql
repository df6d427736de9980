-- verdict: unsafe
-- hazard: none
-- why: an INSERT that does not name it fails
--- schema
create table "User" (
  "id" serial primary key,
  "emailAddress" text not null unique,
  "displayName" text,
  "order" int not null default 0
);
create table "Post" (
  "id" serial primary key,
  "authorId" int not null constraint "Post_authorId_fkey" references "User" ("id") on delete cascade,
  "title" text not null,
  "publishedAt" timestamp(3)
);
create index "Post_authorId_idx" on "Post" ("authorId");
--- data
insert into "User" ("emailAddress", "displayName") select 'u' || g, 'd' || g from generate_series(1, :rows) g;
insert into "Post" ("authorId", "title") select g, 'p' || g from generate_series(1, :rows) g;
--- old
select "id", "emailAddress", "displayName", "order" from "User" where "id" = 4;
insert into "User" ("emailAddress") values ('fresh') returning "emailAddress", "displayName", "order";
update "User" set "order" = 2 where "id" = 4;
select "id", "authorId", "title", "publishedAt" from "Post" where "id" = 4;
insert into "Post" ("authorId", "title") values (1, 'x') returning "authorId", "title", "publishedAt";
update "Post" set "title" = 'y' where "id" = 4;
delete from "Post" where "id" = 5;
--- migration
ALTER TABLE "Post" ADD COLUMN "slug" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Post" ALTER COLUMN "slug" DROP DEFAULT;
