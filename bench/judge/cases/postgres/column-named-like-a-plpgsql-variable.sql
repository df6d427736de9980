-- verdict: unsafe
-- hazard: none
-- why: inside the function the bare name balance is now both a variable and a column: ambiguous at run time
--- schema
create table wallets (id integer primary key, credits integer not null, debits integer not null);
create function wallet_balance(wallet integer) returns integer language plpgsql as $$
declare
  balance integer := 0;
begin
  select credits - debits into balance from wallets where id = wallet;
  perform 1 from wallets where id = wallet and balance < 0;
  if found then
    raise exception 'overdrawn';
  end if;
  return balance;
end $$;
--- data
insert into wallets select g, 10, 3 from generate_series(1, :rows) g;
--- old
select wallet_balance(1);
insert into wallets (id, credits, debits) values (-1, 0, 0);
--- migration
alter table wallets add column balance integer;
