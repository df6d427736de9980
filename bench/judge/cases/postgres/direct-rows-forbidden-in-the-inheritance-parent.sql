-- verdict: safe
-- hazard: none
-- why: the trigger moves every row into the child and returns NULL, so the parent's NO INHERIT check never sees one
--- schema
create table readings (id integer not null, v real);
create table readings_all () inherits (readings);
create function route_reading() returns trigger language plpgsql as $$
begin insert into readings_all values (new.*); return null; end $$;
create trigger readings_route before insert on readings for each row execute function route_reading();
--- data
insert into readings select g, 1 from generate_series(1, :rows) g;
--- old
select id, v from readings where id = 1;
insert into readings values (-1, 5);
update readings set v = 3 where id = 2;
delete from readings where id = 3;
--- migration
alter table readings add constraint readings_is_empty check (false) no inherit not valid;
