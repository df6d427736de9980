-- verdict: unsafe
-- hazard: none
-- why: the job inserts without naming columns, so a new column in the middle makes its count of values wrong
--- schema
create table exchange_rates (
  currency char(3) not null,
  valid_on date not null,
  rate decimal(14, 6) not null,
  primary key (currency, valid_on)
) engine=InnoDB;
--- data
insert into exchange_rates select 'EUR', date_add('2000-01-01', interval seq day), seq / 7 from seq_1_to_:rows;
--- old
insert into exchange_rates values ('USD', '2024-05-01', 1.082500);
select rate from exchange_rates where currency = 'EUR' and valid_on = '2000-01-04';
--- queries
INSERT INTO exchange_rates VALUES (?, ?, ?);
SELECT rate FROM exchange_rates WHERE currency = ? AND valid_on = ?;
--- migration
ALTER TABLE exchange_rates ADD COLUMN source VARCHAR(20) NOT NULL DEFAULT 'ecb' AFTER currency;
