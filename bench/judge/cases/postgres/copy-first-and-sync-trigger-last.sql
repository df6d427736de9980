-- verdict: safe
-- hazard: none
-- why: the filling reads invoices without blocking anyone, and the trigger's lock comes last, just before the commit
--- schema
create table invoices (id bigint primary key, debtor text not null, amount numeric not null);
--- data
insert into invoices select g, 'c' || g % 50, g from generate_series(1, :rows) g;
--- old
insert into invoices (id, debtor, amount) values (0, 'x', 1);
update invoices set amount = 2 where id = 1;
select amount from invoices where id = 2;
delete from invoices where id = 3;
--- migration
begin;
create table debtors (name text primary key, owed numeric not null default 0);
insert into debtors select debtor, sum(amount) from invoices group by debtor;
create function debtor_sync() returns trigger language plpgsql as $$
begin
  insert into debtors (name, owed) values (new.debtor, new.amount)
  on conflict (name) do update set owed = debtors.owed + excluded.owed;
  return null;
end $$;
create trigger debtor_sync after insert on invoices for each row execute function debtor_sync();
commit;
