-- verdict: unsafe
-- hazard: none
-- why: ON CONFLICT (email) without a WHERE cannot infer a partial unique index
--- schema
create table "User" ("id" text primary key, "email" text not null, "name" text, "deletedAt" timestamp(3));
create unique index "User_email_key" on "User" ("email");
--- data
insert into "User" ("id", "email") select 'c' || g, 'u' || g from generate_series(1, :rows) g;
--- old
insert into "User" ("id", "email", "name") values ('cx', 'u5', 'Eve') on conflict ("email") do update set "name" = excluded."name" returning "id";
select "id", "email", "name" from "User" where "email" = 'u5';
update "User" set "deletedAt" = '2024-01-01' where "id" = 'c9';
--- queries
insert into "User" ("id", "email", "name") values ('cx', 'u5', 'Eve') on conflict ("email") do update set "name" = excluded."name" returning "id";
--- migration
create unique index concurrently "User_email_active_key" on "User" ("email") where "deletedAt" is null;
drop index concurrently "User_email_key";
