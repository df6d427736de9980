-- verdict: unsafe
-- hazard: none
-- why: id stays unique and NOT NULL, but GROUP BY id may name the other columns only while there is a primary key
--- schema
create table users (id integer primary key, name text not null);
create unique index users_id_key on users (id);
create table logins (id integer primary key, user_id integer not null);
--- data
insert into users select g, 'u' || g from generate_series(1, :rows) g;
insert into logins select g, g % 10 + 1 from generate_series(1, :rows) g;
--- old
select u.id, u.name, count(l.id) from users u left join logins l on l.user_id = u.id where u.id < 4 group by u.id order by u.id;
insert into users values (-1, 'x');
update users set name = 'y' where id = 2;
delete from logins where id = 3;
--- queries
select u.id, u.name, count(l.id) from users u left join logins l on l.user_id = u.id group by u.id;
--- migration
alter table users drop constraint users_pkey;
alter table users add constraint users_id_unique unique using index users_id_key;
