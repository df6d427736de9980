-- verdict: safe
-- hazard: none
-- why: a longer varchar is a change of the typmod only, and the plain index is kept
--- schema
create table auth_user (
  id serial primary key,
  username varchar(30) not null unique,
  first_name varchar(30) not null default ''
);
create index auth_user_username_like on auth_user (username varchar_pattern_ops);
--- data
insert into auth_user (username) select 'u' || g from generate_series(1, :rows) g;
--- old
select id, username, first_name from auth_user where username = 'u7';
select id from auth_user where username like 'u77%' order by id;
insert into auth_user (username) values ('zoe');
update auth_user set first_name = 'Ada' where id = 2;
delete from auth_user where id = 3;
--- migration
alter table "auth_user" alter column "username" type varchar(150);
