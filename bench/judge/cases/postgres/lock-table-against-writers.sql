-- verdict: unsafe
-- hazard: scan
-- why: SHARE ROW EXCLUSIVE on bills is held while all of the table is read, so its writers wait to the end
--- schema
create table bills (id bigint primary key, customer_id bigint not null, cents bigint not null);
--- data
insert into bills select g, g % 100, g from generate_series(1, :rows) g;
--- old
select id, cents from bills where id = 1;
insert into bills values (-1, 1, 5);
update bills set cents = 0 where id = 2;
delete from bills where id = 3;
--- migration
begin;
lock table bills in share row exclusive mode;
create table bill_totals (customer_id bigint primary key, cents bigint not null);
insert into bill_totals select customer_id, sum(cents) from bills group by customer_id;
commit;
