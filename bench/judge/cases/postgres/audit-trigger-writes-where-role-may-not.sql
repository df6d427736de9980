-- verdict: unsafe
-- hazard: none
-- why: the trigger function runs as app, which has no right to insert into the new price_audit
-- role: app
--- schema
create role app;
create table prices (sku text primary key, cents integer not null);
grant select, insert, update on prices to app;
--- data
insert into prices select 's' || g, g from generate_series(1, :rows) g;
--- old
update prices set cents = 5 where sku = 's3';
insert into prices (sku, cents) values ('new', 9);
select cents from prices where sku = 's3';
--- migration
create table price_audit (sku text not null, was integer, is_now integer not null, at timestamptz not null default now());
create function audit_price() returns trigger language plpgsql as $$
begin
  insert into price_audit (sku, was, is_now) values (new.sku, old.cents, new.cents);
  return null;
end $$;
create trigger prices_audit after update on prices for each row
  when (old.cents is distinct from new.cents) execute function audit_price();
