-- verdict: unsafe
-- hazard: none
-- why: the function lists two columns for a row type that now has three, and fails when it is called
--- schema
create table users (id integer primary key, login text not null);
create function find_user(wanted text) returns setof users language sql stable
  as 'select id, login from users where login = wanted';
--- data
insert into users select g, 'u' || g from generate_series(1, :rows) g;
--- old
select id, login from find_user('u1');
insert into users (id, login) values (-1, 'n');
--- migration
alter table users add column avatar_url text;
