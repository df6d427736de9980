-- verdict: unsafe
-- hazard: data-loss
-- why: its values are not copied
--- schema
create table members (
  id integer primary key,
  handle text not null unique,
  team text default 'none' collate nocase,
  score integer not null default 0,
  joined text not null default (date('now')),
  note text
);
create table games (
  id integer primary key autoincrement,
  member_id integer not null references members (id) on delete cascade,
  result text not null default 'open' check (result in ('open', 'won', 'lost')),
  points integer,
  played_at integer
);
create index games_member on games (member_id);
create index games_result on games (result);
create view wins as select id, member_id, points from games where result = 'won';
create table settings (key text primary key, value any) strict, without rowid;
--- data
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into members (id, handle, team, score) select n, 'h' || n, 't' || n % 9, n from g;
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into games (member_id, result, points) select n, case n % 2 when 0 then 'won' else 'open' end, n from g;
insert into settings values ('theme', 'dark');
--- old
select id, handle, team, score, note from members where id = 1;
insert into members (handle) values ('fresh') returning handle, team, score, note;
update members set score = score + 1, note = 'x' where id = 1 returning id, score, note;
select id, member_id, result, points, played_at from games where id = 1;
insert into games (member_id, points) values (1, 4) returning member_id, result, points, played_at;
update games set result = 'lost' where id = 1 returning result;
delete from games where id = 3 returning id;
select id, member_id, points from wins where id = 4;
select value from settings where key = 'theme';
insert into settings values ('size', 3) on conflict (key) do update set value = excluded.value returning value;
--- migration
pragma foreign_keys = off;
begin;
drop view wins;
create table games_new (
  id integer primary key autoincrement,
  member_id integer not null references members (id) on delete cascade,
  result text not null default 'open' check (result in ('open', 'won', 'lost')),
  points integer
);
insert into games_new (id, member_id, result, points) select id, member_id, result, points from games;
drop table games;
alter table games_new rename to games;
create view wins as select id, member_id, points from games where result = 'won';
create index games_member on games (member_id);
create index games_result on games (result);
commit;
pragma foreign_keys = on;
