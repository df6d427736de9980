-- verdict: safe
-- hazard: none
-- why: SECURITY DEFINER writes the log as its owner, and returning null from an AFTER trigger means nothing
-- role: app
--- schema
create role app;
create table refunds (id integer primary key, cents integer not null);
grant select, insert, update, delete on refunds to app;
--- data
insert into refunds select g, 100 from generate_series(1, :rows) g;
--- old
insert into refunds (id, cents) values (-1, 5);
update refunds set cents = 7 where id = 2;
select id, cents from refunds where id = 1;
--- migration
create table refund_log (refund_id integer not null, at timestamptz not null default now());
create function log_refund() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into refund_log (refund_id) values (new.id);
  return null;
end $$;
create trigger log_refund after insert on refunds for each row execute function log_refund();
