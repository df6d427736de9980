-- verdict: safe
-- hazard: none
-- why: with a unique index the refresh changes rows only, and readers are not blocked
--- schema
create table scores (player integer not null, points integer not null);
create materialized view leaderboard as select player, sum(points) as points from scores group by player;
create unique index leaderboard_player on leaderboard (player);
--- data
insert into scores select g, 1 from generate_series(1, :rows) g;
refresh materialized view leaderboard;
--- old
select points from leaderboard where player = 3;
insert into scores values (-1, 9);
update scores set points = 4 where player = 2;
delete from scores where player = 7;
--- migration
refresh materialized view concurrently leaderboard;
