-- verdict: unsafe
-- hazard: data-loss
-- why: the cascade drops each column whose type the extension brought, here the email of all members
--- schema
create extension citext;
create table members (id serial primary key, email citext not null, name text);
--- data
insert into members (email, name) select 'U' || g, 'n' from generate_series(1, :rows) g;
--- old
select name from members where email = 'u1';
insert into members (email, name) values ('x', 'y');
select email from members where id = 1;
--- migration
DROP EXTENSION IF EXISTS citext CASCADE;
