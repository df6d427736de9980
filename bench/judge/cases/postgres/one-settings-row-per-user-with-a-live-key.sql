-- verdict: unsafe
-- hazard: lock
-- why: each inserted row locks its user FOR KEY SHARE, so deletes of users wait until all users are copied
--- schema
create table app_users (id bigint primary key, login text not null);
--- data
insert into app_users select g, 'u' || g from generate_series(1, :rows) g;
--- old
select id, login from app_users where id = 1;
update app_users set login = 'x' where id = 2;
delete from app_users where id = 3;
--- queries
delete from app_users where id = $1;
--- migration
create table user_settings (user_id bigint primary key references app_users (id) on delete cascade, theme text not null default 'light');
insert into user_settings (user_id) select id from app_users;
