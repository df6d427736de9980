-- verdict: safe
-- hazard: none
-- why: one row by its key
--- schema
create table rooms (
  id integer primary key,
  name text not null unique,
  floor integer not null default 0,
  note text
);
create table stays (
  id integer primary key autoincrement,
  room_id integer not null references rooms (id) on delete cascade,
  guest text not null,
  nights integer not null default 1,
  price real,
  state text not null default 'held'
);
create index stays_room on stays (room_id);
create view held as select id, room_id, guest, nights from stays where state = 'held';
--- data
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into rooms (id, name, floor) select n, 'r' || n, n % 9 from g;
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into stays (room_id, guest, nights, price) select n, 'g' || n, n % 5, n from g;
--- old
select id, name, floor, note from rooms where id = 1;
insert into rooms (name) values ('fresh') returning name, floor, note;
update rooms set note = 'x', floor = 2 where id = 1 returning note, floor;
delete from rooms where id = 5 returning name;
select id, room_id, guest, nights, price, state from stays where id = 1;
insert into stays (room_id, guest) values (1, 'new') returning room_id, guest, nights, price, state;
update stays set state = 'gone', nights = 0 where id = 2 returning state;
delete from stays where id = 3 returning id;
select id, room_id, guest, nights from held where id = 5;
--- migration
insert into rooms (id, name) values (3, 'suite') on conflict (id) do update set floor = excluded.floor where rooms.floor is null;
