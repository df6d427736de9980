-- verdict: safe
-- hazard: none
-- why: an invisible column takes no part in SELECT * nor in an INSERT without a column list
--- schema
create table exchange_rates (
  currency char(3) not null primary key,
  rate decimal(12,6) not null
);
--- data
insert into exchange_rates select concat('C', lpad(seq % 99, 2, '0')), 1.5 from seq_1_to_90;
--- old
insert into exchange_rates values ('USD', 1.084);
replace into exchange_rates values ('C01', 2);
select * from exchange_rates where currency = 'C01';
delete from exchange_rates where currency = 'C02';
--- queries
insert into exchange_rates values ('USD', 1.084);
select * from exchange_rates where currency = 'C01';
--- migration
alter table exchange_rates add column source varchar(40) invisible default 'ecb' after currency;
