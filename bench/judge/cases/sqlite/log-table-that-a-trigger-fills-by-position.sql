-- verdict: unsafe
-- hazard: none
-- why: the trigger inserts VALUES without names into the widened table, so updates of the other table fail
--- schema
create table price (sku text primary key, cents integer not null);
create table price_log (sku text, old_cents integer, new_cents integer, at text);
create trigger price_changed after update of cents on price
begin
  insert into price_log values (old.sku, old.cents, new.cents, datetime('now'));
end;
--- data
insert into price select 'S' || g, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
update price set cents = 5 where sku = 'S9';
select cents from price where sku = 'S9';
select old_cents, new_cents from price_log where sku = 'S9';
insert into price (sku, cents) values ('new', 3);
--- migration
alter table price_log add column changed_by text;
