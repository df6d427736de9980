-- verdict: safe
-- hazard: none
-- why: UPDATE OF and WHEN follow, and the function does not name it
-- role: clerk
--- schema
create role clerk;
create table stock (sku text primary key, qty int not null);
create table stock_log (at timestamptz default now(), sku text);
create view shelf as select sku, qty from stock;
create function log_stock() returns trigger language plpgsql security definer as $$ begin insert into stock_log (sku) values (new.sku); return null; end $$;
create trigger stock_changes after update of qty on stock for each row when (old.qty is distinct from new.qty) execute function log_stock();
grant select, update on shelf to clerk;
--- data
insert into stock select 's' || g, g from generate_series(1, :rows) g;
--- old
select qty from shelf where sku = 's3';
update shelf set qty = 0 where sku = 's4';
--- migration
alter table stock rename column qty to on_hand;
