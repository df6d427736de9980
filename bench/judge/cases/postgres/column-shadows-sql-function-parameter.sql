-- verdict: unsafe
-- hazard: none
-- why: in an SQL function a column wins over a parameter of the same name, so the filter compares columns
--- schema
create table tickets (id integer primary key, tenant_id integer not null, subject text not null);
create function open_tickets(tenant integer) returns bigint language sql stable
  as $$ select count(*) from tickets where tenant_id = tenant $$;
--- data
insert into tickets select g, g % 4, 's' from generate_series(1, :rows) g;
--- old
select open_tickets(1) > 0;
insert into tickets (id, tenant_id, subject) values (-1, 1, 'x');
--- migration
alter table tickets add column tenant integer;
