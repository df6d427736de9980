-- verdict: unsafe
-- hazard: scan
-- why: varchar to text keeps the heap, but the index on lower(email) is an expression index and is rebuilt under ACCESS EXCLUSIVE
--- schema
create table users (
  id bigserial primary key,
  email varchar(255) not null,
  created_at timestamp(6) not null default now()
);
create index index_users_on_lower_email on users (lower(email));
--- data
insert into users (email) select 'User' || g || '@example.org' from generate_series(1, :rows) g;
--- old
select id, email from users where lower(email) = 'user7@example.org';
insert into users (email) values ('new@example.org');
update users set email = 'other@example.org' where id = 1;
delete from users where id = 2;
--- migration
ALTER TABLE "users" ALTER COLUMN "email" TYPE text;
