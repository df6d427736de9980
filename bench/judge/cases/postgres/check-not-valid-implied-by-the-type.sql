-- verdict: safe
-- hazard: none
-- why: varchar(3) never holds more than three characters, so the NOT VALID check can refuse nothing the old version could write
--- schema
create table payments (
  id bigserial primary key,
  amount_cents bigint not null,
  currency varchar(3) not null
);
--- data
insert into payments (amount_cents, currency) select g, 'EUR' from generate_series(1, :rows) g;
--- old
select amount_cents, currency from payments where id = 1;
insert into payments (amount_cents, currency) values (100, 'JPY');
insert into payments (amount_cents, currency) values (100, '');
update payments set currency = 'USD' where id = 1;
delete from payments where id = 2;
--- migration
ALTER TABLE payments ADD CONSTRAINT payments_currency_len CHECK (char_length(currency) <= 3) NOT VALID;
