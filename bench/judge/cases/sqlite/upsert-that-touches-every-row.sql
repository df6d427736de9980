-- verdict: unsafe
-- hazard: lock
-- why: INSERT of the own rows with DO UPDATE is an update of all rows in other words
--- schema
create table players (id integer primary key, wins integer not null, losses integer not null);
--- data
insert into players select g, g % 10, g % 7 from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select wins, losses from players where id = 5;
update players set wins = wins + 1 where id = 6;
insert into players (wins, losses) values (0, 0);
--- migration
alter table players add column played integer;
insert into players (id, wins, losses) select id, wins, losses from players where true
on conflict (id) do update set played = excluded.wins + excluded.losses;
