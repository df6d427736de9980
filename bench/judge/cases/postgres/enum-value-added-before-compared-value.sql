-- verdict: safe
-- hazard: none
-- why: the existing values keep their order among themselves, and no row has the new one yet
--- schema
create type severity as enum ('info', 'warning', 'error');
create table alerts (id bigint primary key, level severity not null default 'info', message text not null);
--- data
insert into alerts select g, (array['info', 'warning', 'error'])[1 + g % 3]::severity, 'm' || g from generate_series(1, :rows) g;
--- old
select id, level from alerts where id < 20 and level >= 'warning' order by level desc, id;
select max(level) from alerts where id < 100;
insert into alerts (id, level, message) values (900001, 'error', 'disk full');
--- queries
select id, level from alerts where id < 20 and level >= 'warning' order by level desc, id;
--- migration
alter type severity add value if not exists 'notice' before 'warning';
