-- verdict: safe
-- hazard: none
-- why: DROP TEMPORARY TABLE never touches a base table
--- schema
create table staging_prices (
  sku varchar(30) not null primary key,
  cents int not null
);
--- data
insert into staging_prices select concat('s', seq), seq from seq_1_to_:rows;
--- old
select cents from staging_prices where sku = 's4';
insert into staging_prices (sku, cents) values ('new', 4);
delete from staging_prices where sku = 's5';
--- migration
drop temporary table if exists staging_prices;
create temporary table staging_prices (sku varchar(30) not null primary key, cents int not null);
insert into staging_prices values ('probe', 1);
drop temporary table staging_prices;
