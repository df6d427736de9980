-- verdict: safe
-- hazard: none
-- why: CREATE OR REPLACE keeps the view's grants, and the new column comes last
-- role: dash_reader
--- schema
create role dash_reader;
create table incidents (id integer primary key, severity integer not null, opened_on date not null, resolved_on date);
create view open_incidents as select id, severity from incidents where resolved_on is null;
grant select on open_incidents to dash_reader;
--- data
insert into incidents select g, g % 4, '2024-01-01', null from generate_series(1, :rows) g;
--- old
select id, severity from open_incidents where id = 5;
--- migration
create or replace view open_incidents with (security_barrier = true) as
  select id, severity, opened_on from incidents where resolved_on is null;
revoke all on incidents from dash_reader;
