-- verdict: unsafe
-- hazard: lock
-- why: the UPDATE has no bound, so it locks every row of the table until its transaction ends
--- schema
create table users (
  id bigserial primary key,
  email character varying not null,
  sign_in_count integer default 0 not null
);
--- data
insert into users (email) select 'u' || g from generate_series(1, :rows) g;
--- old
select email from users where id = 1;
insert into users (email) values ('n');
update users set sign_in_count = sign_in_count + 1 where id = 7;
delete from users where id = 8;
--- migration
ALTER TABLE "users" ADD "locale" character varying;
UPDATE "users" SET "locale" = 'en' WHERE "users"."locale" IS NULL;
ALTER TABLE "users" ALTER COLUMN "locale" SET DEFAULT 'en';
