-- verdict: unsafe
-- hazard: none
-- why: the application had no grant but its ownership of the tables
-- role: legacy_svc
--- schema
create role legacy_svc;
create role dba_team;
create table bookings (
  id integer primary key,
  guest text not null
);
alter table bookings owner to legacy_svc;
--- data
insert into bookings select g, 'g' || g from generate_series(1, :rows) g;
--- old
select id, guest from bookings where id = 1;
insert into bookings values (-1, 'x');
update bookings set guest = 'y' where id = 2;
delete from bookings where id = 3;
--- migration
reassign owned by legacy_svc to dba_team;
