-- verdict: unsafe
-- hazard: rewrite
-- why: the rename takes the foreign key of the children along to users_old, which is then dropped
--- schema
create table users (id integer primary key, login text not null);
create table api_keys (id integer primary key, user_id integer not null references users (id), secret text not null);
--- data
insert into users select g, 'u' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
insert into api_keys select g, g, 's' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into api_keys (user_id, secret) values (3, 'x');
select login from users where id = 3;
insert into users (login) values ('new');
--- migration
PRAGMA foreign_keys = OFF;
BEGIN;
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id integer primary key, login text not null, locale text not null default 'en');
INSERT INTO users (id, login) SELECT id, login FROM users_old;
DROP TABLE users_old;
COMMIT;
PRAGMA foreign_keys = ON;
