-- verdict: unsafe
-- hazard: none
-- why: the trigger function runs as app, which may not write audit_log, so every insert fails
-- role: app
--- schema
create role app;
create table payments (id integer primary key, cents integer not null);
grant select, insert, update, delete on payments to app;
--- data
insert into payments select g, 100 from generate_series(1, :rows) g;
--- old
insert into payments (id, cents) values (-1, 5);
select id, cents from payments where id = 1;
--- migration
create table audit_log (id bigint generated always as identity primary key, payment_id integer not null, at timestamptz not null default now());
create function audit_payment() returns trigger language plpgsql as $$
begin
  insert into audit_log (payment_id) values (new.id);
  return null;
end $$;
create trigger audit_payment after insert on payments for each row execute function audit_payment();
