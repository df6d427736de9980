-- verdict: unsafe
-- hazard: data-loss
-- why: even in strict mode digits behind the point are rounded away with no more than a note
--- schema
create table exchange_rates (
  id int not null auto_increment primary key,
  pair char(6) not null,
  rate decimal(12,4) not null
);
--- data
insert into exchange_rates (pair, rate) select 'EURUSD', 1.0837 + seq / 10000 from seq_1_to_:rows;
--- old
select rate from exchange_rates where id = 3;
insert into exchange_rates (pair, rate) values ('EURCHF', 0.9731);
--- migration
alter table exchange_rates modify rate decimal(14,2) not null;
