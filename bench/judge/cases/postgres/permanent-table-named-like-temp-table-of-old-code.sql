-- verdict: safe
-- hazard: none
-- why: pg_temp is searched first and has its own names, so the old import job still makes and fills its temporary table
--- schema
create table stock (sku text primary key, on_hand integer not null);
--- data
insert into stock select 's' || g, g from generate_series(1, :rows) g;
--- old
create temp table if not exists import_rows (sku text, on_hand integer) on commit drop;
do $$ begin
  create temp table if not exists import_rows (sku text, on_hand integer) on commit drop;
  insert into import_rows values ('s1', 4);
  update stock set on_hand = i.on_hand from import_rows i where i.sku = stock.sku;
end $$;
select sku, on_hand from stock where sku = 's1';
--- migration
create table import_rows (
  id bigint generated always as identity primary key,
  file_id bigint not null,
  payload jsonb not null
);
