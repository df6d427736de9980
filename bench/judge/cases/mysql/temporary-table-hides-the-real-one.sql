-- verdict: safe
-- hazard: none
-- why: all between CREATE TEMPORARY and DROP means the temporary table of this session
--- schema
create table exchange_rates (currency char(3) primary key, rate decimal(12,6) not null);
--- data
insert into exchange_rates values ('EUR', 1), ('USD', 1.1);
--- old
select currency, rate from exchange_rates order by currency;
update exchange_rates set rate = 1.2 where currency = 'USD';
insert into exchange_rates values ('CHF', 0.95);
delete from exchange_rates where currency = 'USD';
--- migration
CREATE TEMPORARY TABLE exchange_rates (currency char(3) NOT NULL PRIMARY KEY, rate decimal(12,6) NOT NULL);
INSERT INTO exchange_rates VALUES ('GBP', 0.85);
CREATE TABLE exchange_rate_seed (currency char(3) NOT NULL PRIMARY KEY, rate decimal(12,6) NOT NULL);
INSERT INTO exchange_rate_seed SELECT currency, rate FROM exchange_rates;
DELETE FROM exchange_rates;
DROP TABLE exchange_rates;
