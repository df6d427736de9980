-- verdict: unsafe
-- hazard: lock
-- why: every row conflicts with itself, so all rows are updated and locked until the statement ends
--- schema
create table wallets (user_id int primary key, balance numeric not null, bonus numeric not null default 0);
--- data
insert into wallets select g, g from generate_series(1, :rows) g;
--- old
update wallets set balance = balance - 1 where user_id = 1;
select balance, bonus from wallets where user_id = 2;
insert into wallets (user_id, balance) values (0, 1);
delete from wallets where user_id = 3;
--- migration
insert into wallets (user_id, balance)
select user_id, balance from wallets
on conflict (user_id) do update set balance = excluded.balance;
