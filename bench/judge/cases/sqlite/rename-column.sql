-- verdict: unsafe
-- hazard: none
-- why: the running version names the old one
--- schema
create table users (
  id integer primary key,
  email text not null unique,
  name text,
  age integer,
  active integer not null default 1,
  created_at text not null default current_timestamp
);
create table orders (
  id integer primary key autoincrement,
  user_id integer not null references users (id) on delete cascade,
  status text not null default 'new',
  total real not null default 0,
  note text
);
create index orders_user on orders (user_id);
create view open_orders as select id, user_id, total from orders where status = 'new';
--- data
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into users (id, email, name, age) select n, 'u' || n, 'n' || n, n % 90 from g;
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into orders (user_id, total, note) select n, n + 0.5, 'o' || n from g;
--- old
select id, email, name, age, active from users where id = 1;
insert into users (email, name) values ('fresh', 'f') returning email, name, age, active;
update users set name = 'z', age = 7 where id = 1 returning id, name, age;
select id, user_id, status, total, note from orders where id = 1;
insert into orders (user_id, total) values (1, 10) returning user_id, status, total, note;
update orders set status = 'paid' where id = 1 returning status;
delete from orders where id = 2 returning id;
select id, user_id, total from open_orders where id = 3;
--- migration
alter table users rename column name to full_name;
