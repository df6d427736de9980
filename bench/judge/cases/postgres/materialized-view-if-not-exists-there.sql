-- verdict: safe
-- hazard: none
-- why: it is there, so nothing is computed
--- schema
create table sensors (
  id int primary key,
  name text not null,
  kind text not null default 'heat',
  unit varchar(8),
  tags varchar(20)[] not null default '{}'
);
create table readings (
  sensor_id int not null references sensors (id),
  day date not null,
  value double precision not null,
  flag smallint
) partition by range (day);
create table readings_2023 partition of readings for values from ('2023-01-01') to ('2024-01-01');
create table readings_2024 partition of readings for values from ('2024-01-01') to ('2025-01-01');
create index readings_sensor on readings (sensor_id);
create materialized view sensor_tops as select sensor_id, max(value) as top from readings group by sensor_id;
create unique index sensor_tops_key on sensor_tops (sensor_id);
create table alarms (
  id bigserial primary key,
  sensor_id int not null references sensors (id),
  raised timestamptz not null default now(),
  level numeric(6, 2) not null,
  cause text
);
--- data
insert into sensors (id, name, unit) select g, 'n' || g, 'C' from generate_series(1, :rows) g;
insert into readings select g, date '2023-01-01' + g % 700, g, 0 from generate_series(1, :rows) g;
insert into alarms (sensor_id, level, cause) select g, 1.25, 'c' || g from generate_series(1, :rows) g;
refresh materialized view sensor_tops;
--- old
select id, name, kind, unit, tags from sensors where id = 1;
insert into sensors (id, name) values (-1, 'f') returning name, kind, unit, tags;
update sensors set unit = 'K' where id = 1 returning id, unit;
select sensor_id, day, value, flag from readings where sensor_id = 5;
insert into readings (sensor_id, day, value) values (1, '2024-03-03', 2.5) returning sensor_id, day, value, flag;
update readings set flag = 1 where sensor_id = 6 and day = '2023-01-07';
delete from readings where sensor_id = 7;
select sensor_id, top from sensor_tops where sensor_id = 3;
select id, sensor_id, level, cause from alarms where id = 1;
insert into alarms (sensor_id, level) values (1, 3.5) returning sensor_id, level, cause;
update alarms set cause = 'known' where id = 2 returning cause;
delete from alarms where id = 3;
--- migration
create materialized view if not exists sensor_tops as select 1 as sensor_id;
create unique index if not exists sensor_tops_key on sensor_tops (top);
