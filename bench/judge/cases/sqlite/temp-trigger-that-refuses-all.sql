-- verdict: safe
-- hazard: none
-- why: a TEMP trigger lives in the connection of the migration only
--- schema
create table ledger (id integer primary key, account text not null, cents integer not null);
--- data
insert into ledger select g, 'a' || g, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into ledger (account, cents) values ('a1', 5);
update ledger set cents = 6 where id = 2;
delete from ledger where id = 3;
--- migration
create temp trigger ledger_guard before delete on main.ledger
begin
  select raise(abort, 'no deletes during the migration');
end;
alter table ledger add column memo text;
