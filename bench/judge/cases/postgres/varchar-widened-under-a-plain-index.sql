-- verdict: safe
-- hazard: none
-- why: a longer varchar needs neither a rewrite nor a rebuild of the plain unique index
--- schema
create table users (
  id bigserial primary key,
  username varchar(30) not null unique,
  bio text
);
--- data
insert into users (username, bio) select 'u' || g, 'hello' from generate_series(1, :rows) g;
--- old
select id, username from users where username = 'u9';
insert into users (username, bio) values ('zed', null);
insert into users (username, bio) values ('u9', 'again') on conflict (username) do nothing;
update users set username = 'renamed' where id = 3;
delete from users where id = 4;
--- migration
ALTER TABLE users ALTER COLUMN username TYPE varchar(150);
