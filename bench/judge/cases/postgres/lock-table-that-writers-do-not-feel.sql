-- verdict: safe
-- hazard: none
-- why: SHARE UPDATE EXCLUSIVE keeps out vacuum and other DDL, not reads or writes
--- schema
create table payouts (id bigint primary key, payee text not null, cents bigint not null);
--- data
insert into payouts select g, 'p' || g % 9, g from generate_series(1, :rows) g;
--- old
select id, cents from payouts where id = 1;
insert into payouts values (-1, 'x', 5);
update payouts set cents = 0 where id = 2;
delete from payouts where id = 3;
--- migration
begin;
lock table payouts in share update exclusive mode;
create table payout_totals (payee text primary key, cents bigint not null);
insert into payout_totals select payee, sum(cents) from payouts group by payee;
commit;
