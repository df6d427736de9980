-- verdict: unsafe
-- hazard: none
-- why: nothing waits and no row is lost, but the old version no longer finds the rows in the parent
--- schema
create table ledger (
  booked_on date not null,
  amount numeric(12,2) not null
) partition by range (booked_on);
create table ledger_2023 partition of ledger for values from ('2023-01-01') to ('2024-01-01');
create table ledger_2024 partition of ledger for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into ledger select date '2023-01-01' + g % 700, 10 from generate_series(1, :rows) g;
--- old
select count(*), sum(amount) from ledger where booked_on < '2024-01-01';
insert into ledger (booked_on, amount) values ('2023-12-31', 5);
--- queries
select count(*), sum(amount) from ledger where booked_on < '2024-01-01';
--- migration
alter table ledger detach partition ledger_2023 concurrently;
