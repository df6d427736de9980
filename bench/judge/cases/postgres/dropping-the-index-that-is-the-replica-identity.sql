-- verdict: unsafe
-- hazard: none
-- why: CONCURRENTLY blocks nobody, but the published table has no replica identity afterwards and its updates fail
--- schema
create table price_list (
  sku text not null,
  cents integer not null
);
create unique index price_list_sku on price_list (sku);
create unique index price_list_sku_v2 on price_list (sku, cents);
alter table price_list replica identity using index price_list_sku;
create publication prices for table price_list;
--- data
insert into price_list select 's' || g, g from generate_series(1, :rows) g;
--- old
select sku, cents from price_list where sku = 's1';
insert into price_list values ('s-1', 100);
update price_list set cents = 5 where sku = 's2';
delete from price_list where sku = 's3';
--- migration
drop index concurrently if exists price_list_sku;
