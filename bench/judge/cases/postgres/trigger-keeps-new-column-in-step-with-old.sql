-- verdict: safe
-- hazard: none
-- why: the trigger only fills the column that the same migration adds; what old code writes and reads stays
-- transaction: yes
--- schema
create table auth_user (id serial primary key, username varchar(150) not null unique, full_name varchar(300) not null default '');
--- data
insert into auth_user (username, full_name) select 'u' || g, 'User ' || g from generate_series(1, :rows) g;
--- old
insert into auth_user (username, full_name) values ('zoe', 'Zoe Z') returning username, full_name;
update auth_user set full_name = 'Renamed' where username = 'u3' returning full_name;
select id, username, full_name from auth_user where username = 'u3';
--- queries
update auth_user set full_name = 'Renamed' where id = $1 returning full_name;
--- migration
begin;
alter table auth_user add column display_name varchar(300);
create function auth_user_sync() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.full_name is distinct from old.full_name then
    new.display_name := coalesce(nullif(new.full_name, ''), new.username);
  end if;
  return new;
end $$;
create trigger auth_user_sync before insert or update on auth_user for each row execute function auth_user_sync();
commit;
