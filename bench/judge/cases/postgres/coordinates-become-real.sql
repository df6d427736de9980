-- verdict: unsafe
-- hazard: data-loss
-- why: a real holds six to seven digits, so the last digits of every coordinate are gone
--- schema
create table stations (id serial primary key, name text not null, lat numeric(9,6) not null, lon numeric(9,6) not null);
--- data
insert into stations (name, lat, lon) select 's' || g, 48.858372, 102.294481 from generate_series(1, :rows) g;
--- old
insert into stations (name, lat, lon) values ('x', 48.1, 2.5);
select lat, lon from stations where id = 1;
update stations set lat = 1.123456 where id = 2;
delete from stations where id = 3;
--- migration
alter table stations alter column lat type real;
alter table stations alter column lon type real;
