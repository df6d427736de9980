-- verdict: unsafe
-- hazard: none
-- why: after an insert into bookings lastval() now gives the id of the audit row that the trigger made
--- schema
create table bookings (id serial primary key, guest text not null);
--- data
insert into bookings (guest) select 'g' || g from generate_series(1, :rows) g;
--- old
insert into bookings (guest) values ('Kim');
select lastval() = currval('bookings_id_seq');
select id, guest from bookings where id = 4;
--- queries
insert into bookings (guest) values ('Kim');
select lastval();
--- migration
create table booking_audit (id serial primary key, booking_id integer not null, made_at timestamptz not null default now());
create function audit_booking() returns trigger language plpgsql as $$
begin
  insert into booking_audit (booking_id) values (new.id);
  return null;
end $$;
create trigger bookings_audit after insert on bookings for each row execute function audit_booking();
