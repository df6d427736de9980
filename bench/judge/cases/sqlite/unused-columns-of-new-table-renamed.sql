-- verdict: safe
-- hazard: none
-- why: the table is new
--- schema
create table barns (
  id integer primary key,
  name text not null unique,
  acres real not null default 1,
  note text,
  built text not null default current_date
);
create table animals (
  id integer primary key autoincrement,
  barn_id integer not null references barns (id) on delete cascade,
  tag text not null,
  kind text not null default 'cow',
  weight integer,
  born text
);
create index animals_barn on animals (barn_id);
create view cows as select id, barn_id, tag, weight from animals where kind = 'cow';
create table prefs (key text primary key, value text not null);
--- data
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into barns (id, name, acres, note) select n, 'b' || n, n % 5, 'x' || n from g;
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into animals (barn_id, tag, weight, born) select n, 't' || n, n % 600, '2020-01-01' from g;
insert into prefs values ('api', 'v1'), ('theme', 'dark');
--- old
select id, name, acres, note from barns where id = 1;
insert into barns (name) values ('fresh') returning name, acres, note;
update barns set note = 'y', acres = 3 where id = 1 returning note, acres;
delete from barns where id = 5 returning name;
select id, barn_id, tag, kind, weight, born from animals where id = 1;
insert into animals (barn_id, tag) values (1, 'new') returning barn_id, tag, kind, weight;
update animals set weight = 400, kind = 'calf' where id = 2 returning weight, kind;
delete from animals where id = 3 returning id;
select id, barn_id, tag, weight from cows where id = 4;
select value from prefs where key = 'api';
insert into prefs values ('lang', 'en') on conflict (key) do update set value = excluded.value returning value;
--- migration
create table feeds (id integer primary key, amount real);
alter table feeds rename column amount to kilos;
alter table feeds add column barn_id integer references barns (id);
alter table feeds rename to feedings;
create index feedings_barn on feedings (barn_id) where barn_id is not null;
