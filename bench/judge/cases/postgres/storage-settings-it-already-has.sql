-- verdict: safe
-- hazard: none
-- why: the table is already heap, LOGGED and in the default tablespace, so none of these copies it
--- schema
create table route_stops (id bigint primary key, route text not null, stop_no integer not null);
--- data
insert into route_stops select g, 'r' || g % 10, g from generate_series(1, :rows) g;
--- old
select route, stop_no from route_stops where id = 1;
insert into route_stops values (-1, 'x', 4);
update route_stops set stop_no = 0 where id = 2;
delete from route_stops where id = 3;
--- migration
alter table route_stops set access method heap;
alter table route_stops set logged;
alter table route_stops set tablespace pg_default;
