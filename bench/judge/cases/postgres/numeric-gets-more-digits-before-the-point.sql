-- verdict: safe
-- hazard: none
-- why: a greater precision with the same scale changes the catalogue only
--- schema
create table ledger_entries (
  id uuid primary key default gen_random_uuid(),
  account_no integer not null,
  amount numeric(10,2) not null
);
create index ix_ledger_amount on ledger_entries (amount);
--- data
insert into ledger_entries (account_no, amount) select g, g / 100.0 from generate_series(1, :rows) g;
--- old
select account_no, amount from ledger_entries where account_no = 100;
insert into ledger_entries (account_no, amount) values (-1, 12.34);
update ledger_entries set amount = amount + 1 where account_no = 4;
delete from ledger_entries where account_no = 5;
--- migration
ALTER TABLE ledger_entries ALTER COLUMN amount TYPE NUMERIC(14, 2);
