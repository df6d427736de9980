-- verdict: safe
-- hazard: none
-- why: timestamp(3) to timestamp(6) only lifts a limit; no row and no index changes
--- schema
create table "Session" (
  "id" text primary key,
  "userId" integer not null,
  "expiresAt" timestamp(3) not null
);
create index "Session_expiresAt_idx" on "Session" ("expiresAt");
--- data
insert into "Session" ("id", "userId", "expiresAt") select 's' || g, g, timestamp '2030-01-01 00:00:00.123' from generate_series(1, :rows) g;
--- old
select "userId" from "Session" where "id" = 's1' and "expiresAt" > '2029-01-01';
insert into "Session" ("id", "userId", "expiresAt") values ('n', 1, '2031-02-03 04:05:06.789');
update "Session" set "expiresAt" = '2032-01-01' where "id" = 's2';
delete from "Session" where "expiresAt" < '2031-01-01';
--- migration
ALTER TABLE "Session" ALTER COLUMN "expiresAt" SET DATA TYPE TIMESTAMP(6);
